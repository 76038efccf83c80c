using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

public sealed class ExactGoldenTests
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Exact");

    [Fact]
    public void Rules_are_the_golden_ones()
    {
        foreach (var (name, definition) in ExactSamples.All)
            Assert.Equal(File.ReadAllText(Path.Combine(_folder, name + ".yaml")), ExactSamples.Write(definition));
        Assert.Equal(ExactSamples.All.Count, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Promtool_accepts_every_golden_file() => Promtool.CheckRules(Directory.GetFiles(_folder, "*.yaml"));

    [Fact]
    public void A_promotion_changes_a_handful_of_lines_and_no_rule_that_has_a_history()
    {
        var files = TestPlans.Make().Phases.Select(p => File.ReadAllText(Path.Combine(_folder, $"phase-{p.Name}.yaml"))).ToArray();
        foreach (var (before, after) in files.Zip(files.Skip(1)))
        {
            Assert.Equal(History(before, "30d"), History(after, "30d"));
            Assert.InRange(Changes(before, after), 1, 12);
        }
    }

    [Fact]
    public void A_promotion_changes_no_rule_that_has_a_history_in_any_period()
    {
        foreach (var days in new[] { 1, 7, 28, 90, 365 })
        {
            var files = TestPlans
                .Make()
                .Phases.Select(p => ExactSamples.Write(p.Definition.With(window: TimeSpan.FromDays(days))))
                .ToArray();
            var period = PrometheusDuration.Format(TimeSpan.FromDays(days));
            Assert.Equal(6, History(files[0], period).Length);
            Assert.All(files, f => Assert.Equal(History(files[0], period), History(f, period)));
        }
    }

    [Theory]
    [InlineData("baseline", "5m 1h", "1d 30d")]
    [InlineData("improvement", "5m 30m 6h", "30d")]
    [InlineData("production_ready", "5m 30m 1h 6h", "30d")]
    public void Windows_are_those_that_are_read_and_long_ones_have_a_group_of_their_own(string phase, string often, string seldom)
    {
        const string Ratio = "slo:sli_error:ratio_rate";
        var definition = TestPlans.Make().Phases.Single(p => p.Name == phase).Definition;
        var rules = WrittenRule
            .Read(ExactSamples.Write(definition))
            .Where(r => r.Name.StartsWith(Ratio, StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(often, string.Join(' ', rules.Where(r => r.Interval is null).Select(r => r.Name[Ratio.Length..])));
        Assert.Equal(seldom, string.Join(' ', rules.Where(r => r.Interval == "3m").Select(r => r.Name[Ratio.Length..])));
    }

    [Fact]
    public void Series_of_the_indicator_carry_nothing_of_the_phase()
    {
        foreach (
            var rule in WrittenRule
                .Read(ExactSamples.Write(TestPlans.Make().Phases[2].Definition))
                .Where(r => r.IsRecord && r.Name is not ("slo:objective:ratio" or "slo_info"))
        )
            Assert.Equal(["slo_id", "slo_name", "slo_service"], rule.Labels.Keys.Order(StringComparer.Ordinal));
    }

    // Rules that others sum up: the events, the ratio of the last 5 minutes, and the period. Other windows are read as of now.
    private static string[] History(string file, string period) =>
        [
            .. WrittenRule
                .Read(file)
                .Where(r =>
                    r.Name.StartsWith("slo:events_", StringComparison.Ordinal)
                    || r.Name is "slo:sli_error:ratio_rate5m" or "slo:current_burn_rate:ratio"
                    || r.Name == "slo:sli_error:ratio_rate" + period
                )
                .Select(r => string.Join('\n', r.Lines)),
        ];

    // Lines of the rules that both files have; what a new alert or window adds is new, and no diff can be shorter than that.
    private static int Changes(string before, string after)
    {
        var now = WrittenRule.Read(after);
        return WrittenRule
            .Read(before)
            .Where(old => now.Any(rule => rule.Name == old.Name))
            .Sum(old => now.Where(rule => rule.Name == old.Name).Min(rule => Changes(old, rule)));
    }

    private static int Changes(WrittenRule before, WrittenRule after) =>
        before.Lines.Zip(after.Lines).Count(pair => pair.First != pair.Second) + Math.Abs(before.Lines.Count - after.Lines.Count);
}
