using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Migration.Gaps;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Rule files through the inventory and the gaps: recognition, findings, maturity and their reports.</summary>
internal sealed class InventoryTarget : FuzzTarget
{
    public override string Name => "inventory";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read(
            "docs/examples/rules",
            "tests/fixtures/rules",
            "tests/fixtures/sloth",
            "tests/ProgressiveSlo.Formats.Tests/Golden/Exact"
        );

    public override bool Run(FuzzInput input) => Inventories.Run(input);
}

/// <summary>Dashboards of Grafana through the inventory.</summary>
internal sealed class DashboardTarget : FuzzTarget
{
    public override string Name => "dashboard";

    public override InputShape Shape => InputShape.Json;

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("docs/examples/rules/search-dashboard.json", "tests/ProgressiveSlo.Formats.Tests/Golden/Grafana");

    public override bool Run(FuzzInput input) => Inventories.Run(input);
}

/// <summary>What rules and dashboards have in common.</summary>
internal static class Inventories
{
    public static bool Run(FuzzInput input)
    {
        var reader = new InventoryReader();
        var items = input.Do(() =>
        {
            reader.ReadText(input.Text, "rules.yaml");
            return reader.Complete();
        });
        var findings = reader.TakeFindings();
        foreach (var finding in findings)
            FuzzInput.CheckMessage(finding.ToString());
        ReportCheck.Run(input, items);
        ReportCheck.Run(input, findings);
        var gaps = input.Do(() => GapAnalysis.Run(items, null, GapRulesFile.BuiltIn, GuidanceFile.BuiltIn));
        ReportCheck.Run(input, gaps.Gaps);
        ReportCheck.Run(input, gaps.Maturity);
        return reader.Counts.Rules + reader.Counts.Queries > 0;
    }
}
