using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Names of labels that Prometheus does not take, written so that they can be read back, or as people can read them.</summary>
public sealed class ExactNameTests
{
    [Theory]
    [InlineData("team", "team")]
    [InlineData("_team_9", "_team_9")]
    [InlineData("a__b", "U__a____b")]
    [InlineData("__a", "U______a")]
    [InlineData("app.kubernetes.io/name", "U__app_2e_kubernetes_2e_io_2f_name")]
    [InlineData("a b_c", "U__a_20_b__c")]
    [InlineData("größe", "U__gr_f6__df_e")]
    [InlineData("\U0001F600", "U___d83d__de00_")]
    [InlineData("", "U__")]
    public void A_name_is_escaped_as_Prometheus_does_and_read_back(string name, string expected)
    {
        Assert.Equal(expected, LabelNameEncoding.Encode(name));
        Assert.Equal(name, LabelNameEncoding.Decode(expected));
    }

    [Theory]
    [InlineData("U__a_zz_b")]
    [InlineData("U__a_2e")]
    [InlineData("U__a_12345_b")]
    [InlineData("U__a_")]
    [InlineData("u__a__b")]
    [InlineData("xU__a__b")]
    public void What_no_export_writes_is_taken_as_it_is(string part) => Assert.Equal(part, LabelNameEncoding.Decode(part));

    [Theory]
    [InlineData("team", "team")]
    [InlineData("a.b/c", "a_b_c")]
    [InlineData("a_b", "a_b")]
    [InlineData("a__b", "a__b")]
    [InlineData("_a", "_a")]
    [InlineData("__name__", "_name__")]
    [InlineData("....a", "_a")]
    [InlineData("9a", "_9a")]
    [InlineData("größe", "gr__e")]
    [InlineData("_", "_")]
    [InlineData("__", "_")]
    [InlineData("", "_")]
    public void The_nearest_name_is_one_that_Prometheus_takes(string name, string expected) =>
        Assert.Equal(expected, LabelNameEncoding.Nearest(name));

    [Theory]
    [InlineData("slo_id", true)]
    [InlineData("slo_service", true)]
    [InlineData("slo_name", true)]
    [InlineData("slo_namespace", true)]
    [InlineData("phase", true)]
    [InlineData("revision", true)]
    [InlineData("target", true)]
    [InlineData("window", true)]
    [InlineData("namespace", true)]
    [InlineData("progressive", true)]
    [InlineData("alert_order", true)]
    [InlineData("alert_settings", true)]
    [InlineData("own_ranges", true)]
    [InlineData("label_", true)]
    [InlineData("label_team", true)]
    [InlineData("annotation_x", true)]
    [InlineData("labels", false)]
    [InlineData("annotations", false)]
    [InlineData("severity", false)]
    [InlineData("slo", false)]
    [InlineData("team", false)]
    public void Labels_that_the_rules_give_a_meaning_are_ours(string label, bool isOurs) => Assert.Equal(isOurs, InfoLabels.IsOurs(label));
}
