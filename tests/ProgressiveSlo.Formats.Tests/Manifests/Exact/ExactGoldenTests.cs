using ProgressiveSlo.Formats.Tests.Prometheus;
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
    public void A_promotion_changes_a_handful_of_lines_and_no_rule_of_the_indicator()
    {
        var files = TestPlans.Make().Phases.Select(p => File.ReadAllText(Path.Combine(_folder, $"phase-{p.Name}.yaml"))).ToArray();
        foreach (var (before, after) in files.Zip(files.Skip(1)))
        {
            Assert.Equal(Indicator(before), Indicator(after));
            Assert.InRange(Changes(before, after), 1, 12);
        }
    }

    [Fact]
    public void A_promotion_changes_no_rule_of_the_indicator_in_any_period()
    {
        foreach (var days in new[] { 1, 7, 28, 90, 365 })
        {
            var files = TestPlans
                .Make()
                .Phases.Select(p => ExactSamples.Write(p.Definition.With(window: TimeSpan.FromDays(days))))
                .ToArray();
            Assert.All(files, f => Assert.Equal(Indicator(files[0]), Indicator(f)));
        }
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

    private static string Indicator(string file) => file[..file.IndexOf("- name: slo-meta-", StringComparison.Ordinal)];

    // Lines of the rules that both files have; what a new alert adds is new, and no diff can be shorter than that.
    private static int Changes(string before, string after)
    {
        var now = WrittenRule.Read(after);
        return WrittenRule.Read(before).Sum(old => now.Where(rule => rule.Name == old.Name).Min(rule => Changes(old, rule)));
    }

    private static int Changes(WrittenRule before, WrittenRule after) =>
        before.Lines.Zip(after.Lines).Count(pair => pair.First != pair.Second) + Math.Abs(before.Lines.Count - after.Lines.Count);
}
