using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Plans: what is read and written is read as the same plan, in manifests and reports, too.</summary>
internal sealed class PlanTarget : FuzzTarget
{
    public override string Name => "plan";

    public override IEnumerable<string> Seeds() => PlanSeeds.All();

    public override bool Run(FuzzInput input)
    {
        if (!input.TryDo(() => PlanReader.Read(input.Text, "plan.yaml"), out var plan))
            return false;
        var text = input.Do(() => Texts.Of(plan));
        Texts.MustBeSame("A plan that was written and read", text, Texts.Of(input.Do(() => PlanReader.Read(text, ""))));
        ReportCheck.Run(input, [plan]);
        ManifestCheck.Run(input, plan.Phases[0].Definitions);
        return true;
    }
}

/// <summary>Plans that are sound, in more than one hand.</summary>
internal static class PlanSeeds
{
    public static IEnumerable<string> All()
    {
        var plain = SeedFiles
            .Read("tests/ProgressiveSlo.Formats.Tests/Golden/plan.yaml", "tests/ProgressiveSlo.Formats.Tests/Golden/template-plan.yaml")
            .ToArray();
        return [.. plain, .. plain.Select(Commented)];
    }

    // As a person leaves it: comments, blank lines, line ends of Windows.
    private static string Commented(string text) =>
        string.Concat(
            text.Split('\n')
                .Select((line, i) => line + (i % 5 == 1 && line.Length > 0 ? " # why" : "") + (i % 7 == 0 ? "\r\n\r\n" : "\r\n"))
        );
}
