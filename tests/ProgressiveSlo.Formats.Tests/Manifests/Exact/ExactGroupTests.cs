using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Settings of groups, and what is a change by hand and what an export writes itself.</summary>
public sealed class ExactGroupTests
{
    private static readonly SloDefinition _grouped = ExactSamples.Make(
        RatioIndicator.Http("http_requests_total"),
        settings: new AlertSettings
        {
            Group = new RuleGroupSettings
            {
                Interval = TimeSpan.FromSeconds(30),
                QueryOffset = TimeSpan.FromSeconds(10),
                Labels = new Dictionary<string, string> { ["region"] = "eu" },
            },
        }
    );

    [Fact]
    public void Settings_of_a_group_are_no_change()
    {
        var read = Read(ExactSamples.Write(_grouped, out var losses));
        Assert.Empty(losses);
        Assert.Empty(read.Losses);
        Assert.Equal(_grouped, read);
    }

    [Theory]
    [InlineData("interval: '30s'", "interval: '0h30s'", null)]
    [InlineData("interval: '30s'", "interval: '20s'", "groups[0].interval")]
    [InlineData("interval: '30s'", "interval: often", "groups[0].interval")]
    [InlineData("query_offset: '10s'", "query_offset: '10000ms'", null)]
    [InlineData("query_offset: '10s'", "query_offset: '20s'", "groups[0].query_offset")]
    [InlineData("region: eu", "region: us", "groups[0].labels")]
    public void Another_value_in_a_group_is_a_change_by_hand(string right, string wrong, string? field)
    {
        var text = ExactSamples.Write(_grouped).Replace("\"", "'", StringComparison.Ordinal);
        var at = text.IndexOf(right.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var plain = at >= 0 ? right.Replace("'", "", StringComparison.Ordinal) : right;
        at = text.IndexOf(plain, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        var read = Read(ExactSamples.Write(_grouped)[..at] + wrong + ExactSamples.Write(_grouped)[(at + plain.Length)..]);
        Assert.Equal(field is null ? [] : [field], read.Losses.Select(l => l.Field));
    }

    [Fact]
    public void Labels_of_a_group_that_no_export_writes_are_a_change_by_hand()
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var at = text.IndexOf("  rules:\n", StringComparison.Ordinal);
        var read = Read(text[..at] + "  labels:\n    region: eu\n" + text[at..]);
        Assert.Equal(["groups[0].labels"], read.Losses.Select(l => l.Field));
    }

    [Fact]
    public void A_label_that_was_added_at_export_is_told_as_such()
    {
        var options = new ManifestOptions { RuleLabels = new Dictionary<string, string> { ["tenant"] = "a" } };
        var loss = Assert.Single(Read(ExactSamples.Write(ExactSamples.All["ratio"], options)).Losses);
        Assert.Equal("The label was added to the rules at export, and is not part of the definition", loss.Message);
    }

    [Fact]
    public void An_object_of_the_operator_says_who_made_it_and_is_read_with_its_version_and_name()
    {
        using var text = new StringWriter();
        new PrometheusOperatorWriter().Write([ExactSamples.All["ratio"]], ManifestOptions.Default, text);
        Assert.Contains("app.kubernetes.io/managed-by: progressiveslo\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("app.kubernetes.io/component: slo\n", text.ToString(), StringComparison.Ordinal);
        Assert.Equal("monitoring.coreos.com/v1", Read(text.ToString()).Source!.ApiVersion);
        Assert.Equal("", Read(ExactSamples.Write(ExactSamples.All["ratio"])).Source!.ApiVersion);
    }

    [Fact]
    public void An_alert_that_is_left_out_is_told_with_its_reason()
    {
        var wrong = new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 1000m);
        ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, alerts: [ExactSamples.Page, wrong]), out var losses);
        var loss = Assert.Single(losses);
        Assert.Equal("alerting[1]", loss.Field);
        Assert.Equal(
            $"The alert {wrong} is left out. 1000 times the error budget of 0.1% is not an error ratio below 100%, "
                + "so the alert can never fire",
            loss.Message
        );
    }

    [Fact]
    public void Where_no_alert_can_fire_the_first_one_is_named()
    {
        var wrong = new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 1000m);
        var same = new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromHours(1), 2m);
        var refusal = Assert.Throws<ProgressiveSlo.Errors.ManifestNotWritableException>(() =>
            ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, alerts: [wrong, same]))
        );
        Assert.Equal(("alerting[0]", "AlertUnreachable"), (refusal.Problem.Field, refusal.Problem.Code));
    }

    [Fact]
    public void A_short_window_that_may_miss_its_samples_is_told_in_words()
    {
        var set = new AlertWindowSet(
            "own",
            TimeSpan.FromDays(30),
            [
                new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 2m),
                new("page", TimeSpan.FromHours(2), TimeSpan.FromMinutes(10), 2m),
            ]
        );
        ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, days: 6), out var losses, new ManifestOptions { AlertWindows = set });
        var loss = Assert.Single(losses);
        Assert.Equal("alerting[0]", loss.Field);
        Assert.Matches(
            "^The short window of the alert .+ holds less than two samples at a scrape interval of one minute, so that it may never fire$",
            loss.Message
        );
    }

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
