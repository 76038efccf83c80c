using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class FeatureTests
{
    [Theory]
    [InlineData("rate(x[5m]) > 0.5", "")]
    [InlineData("x > 1_000", "4:A number with _ between its digits needs Prometheus 2.54 or later")]
    [InlineData("x > 1h", "4:A number as a duration, or a duration as a number needs Prometheus 2.54 or later")]
    [InlineData("x[300]", "2:A number as a duration, or a duration as a number needs Prometheus 2.54 or later")]
    [InlineData(
        "sum by (\"a.b\") ({\"c.d\"})",
        "8:A quoted name, or a label with a colon needs Prometheus 3.0 or later, or 2.55 with --enable-feature=utf8-names"
    )]
    [InlineData(
        "x[5m+1m]",
        "4:Arithmetic with durations needs Prometheus 3.14 or later, or 3.4 with --enable-feature=promql-duration-expr"
    )]
    [InlineData(
        "x smoothed",
        "2:anchored or smoothed needs Prometheus 3.7 or later, with --enable-feature=promql-extended-range-selectors"
    )]
    [InlineData(
        "x + fill(0) y",
        "4:fill(), fill_left() or fill_right() needs Prometheus 3.10 or later, with --enable-feature=promql-binop-fill-modifiers"
    )]
    [InlineData("x </ 5", "2:The operator </ or >/ needs Prometheus 3.11 or later")]
    [InlineData(
        "limitk(2, x)",
        "0:limitk or limit_ratio needs Prometheus 2.54 or later, with --enable-feature=promql-experimental-functions"
    )]
    [InlineData("histogram_avg(x) + histogram_avg(y)", "0:histogram_avg() needs Prometheus 2.51 or later")]
    [InlineData("x{a=~'(?<n>b)'}", "5:A group (?<name>...) in a regular expression needs Prometheus 2.51 or later")]
    public void Each_feature_is_told_once_with_its_place(string text, string told)
    {
        Assert.True(PromQlParser.TryParse(text, null, out _, out var features, out _));
        Assert.Equal(told, string.Join(';', features.Select(Tell)));

        // A version that lacks it refuses it, and says what it needs.
        Assert.Equal(told.Length == 0, PromQlParser.TryParse(text, Promtool.Options, out _, out var error));
        if (told.Length == 0)
            return;
        Assert.Equal(PromQlErrorKind.OtherVersion, error!.Kind);
        Assert.Contains(error.Problem, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("histogram_avg(x)", "2.50", false)]
    [InlineData("histogram_avg(x)", "2.51", true)]
    [InlineData("x[min(5m, step())]", "3.5", false)]
    [InlineData("x[min(5m, step())]", "3.6", true)]
    [InlineData("x[min(5m, step())]", "3.12.1", true)]
    [InlineData("x[min(5m, step())]", "3.13", false)]
    [InlineData("x[min_of(5m, step())]", "3.12", false)]
    [InlineData("x[min_of(5m, step())]", "v3.13.0-rc.1", true)]
    [InlineData("holt_winters(x[5m], 0.5, 0.5)", "2.55", true)]
    [InlineData("holt_winters(x[5m], 0.5, 0.5)", "3", false)]
    [InlineData("double_exponential_smoothing(x[5m], 0.5, 0.5)", "3.0.1", true)]
    [InlineData("limitk", "2.42", true)]
    [InlineData("sum by (step, fill, limitk) (anchored) + fill", "2.42", true)]
    [InlineData("sum by (a:b) (x)", "2.42", false)]
    [InlineData("start()", "3.11", false)]
    [InlineData("x @ start()", "2.42", true)]
    [InlineData("histogram_avg(x)", "4.0", true)]
    public void A_version_reads_what_it_has(string text, string version, bool isRead)
    {
        Assert.True(PrometheusVersion.TryParse(version, out var target));
        Assert.Equal(isRead, PromQlParser.TryParse(text, new PromQlOptions { PrometheusVersion = target }, out _, out _));
    }

    // A version that is too old for it is not told to be older.
    [Theory]
    [InlineData("3.5", "needs Prometheus 3", "Write it for Prometheus 3.5, or use a newer one")]
    [InlineData("3.14", "was removed in Prometheus", "Write ")]
    public void What_a_version_does_not_have_yet_or_any_more_is_told_apart(string version, string problem, string fix)
    {
        Assert.True(PrometheusVersion.TryParse(version, out var target));
        var options = new PromQlOptions { PrometheusVersion = target };
        Assert.False(PromQlParser.TryParse("rate(x[min(5m,10m)])", options, out _, out var error));
        Assert.Contains(problem, error!.Problem, StringComparison.Ordinal);
        Assert.StartsWith(fix, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3.")]
    [InlineData("3.x")]
    [InlineData("3.14 beta")]
    [InlineData("three")]
    [InlineData("1234567")]
    [InlineData(null)]
    public void What_is_no_version_is_refused(string? text) => Assert.False(PrometheusVersion.TryParse(text, out _));

    [Fact]
    public void Versions_are_compared_by_their_numbers()
    {
        Assert.True(new PrometheusVersion(2, 9) < new PrometheusVersion(2, 10));
        Assert.True(new PrometheusVersion(3, 0) > new PrometheusVersion(2, 55));
        Assert.True(PrometheusVersion.Newest >= new PrometheusVersion(3, 14) && PrometheusVersion.Newest <= new PrometheusVersion(3, 14));
        Assert.Equal("3.14", PrometheusVersion.Newest.ToString());
    }

    [Fact]
    public void Each_feature_has_a_version_between_the_oldest_and_the_newest_that_are_known()
    {
        Assert.Equal(PromQlFeatures.All.Count, PromQlFeatures.All.Select(f => f.Name).Distinct().Count());
        Assert.All(
            PromQlFeatures.All,
            feature =>
            {
                Assert.True(feature.Since <= PrometheusVersion.Newest);
                Assert.True(feature.Since > Promtool.Target || feature.Until is not null);
                Assert.True(feature.FlagUntil is null || (feature.Flag is not null && feature.FlagUntil > feature.Since));
                Assert.Equal(feature.Until is null, feature.Instead is null);
            }
        );
        var functions = PromQlFunctions.All.Select(f => f.Feature).Where(f => f is not null).ToList();
        Assert.Equal(
            PromQlFeatures.All.Count(f => f.Name.EndsWith("()", StringComparison.Ordinal) && !f.Name.Contains(' ')),
            functions.Count
        );
    }

    private static string Tell(PromQlFeatureUse use) =>
        FormattableString.Invariant($"{use.Position}:{use.Feature.Name} needs {use.Feature.Requirement}");
}
