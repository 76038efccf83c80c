using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Profiles: a plan of one is written, and read as the same plan.</summary>
internal sealed class ProfileTarget : FuzzTarget
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public override string Name => "profile";

    public override IEnumerable<string> Seeds() =>
        [.. BuiltInProfiles.Names.Select(BuiltInProfiles.Text), .. SeedFiles.Read("docs/examples/five-phases.yaml")];

    public override bool Run(FuzzInput input)
    {
        if (!input.TryDo(() => ProfileReader.Read(input.Text, "profile.yaml", null), out var profile))
            return false;
        var spec = SloPlanner.CreateSpec("checkout", profile, RatioIndicator.Default, SloPlanner.DefaultWindow);
        if (!input.TryDo(() => SloPlanner.Plan(spec, _start), out var plan))
            return true;
        var text = input.Do(() => Texts.Of(plan));
        var again = Texts.Of(input.Do(() => PlanReader.Read(text, "")));

        // A plan of a built-in profile has it as it is built in: its settings in that order.
        if (!BuiltInProfiles.Names.Contains(profile.Name))
            Texts.MustBeSame("The plan of a profile", text, again);
        Texts.MustBeSame("The plan of a profile that was read twice", again, Texts.Of(PlanReader.Read(again, "")));
        ReportCheck.Run(input, [plan]);
        ManifestCheck.Run(input, plan.Phases[0].Definitions);
        return true;
    }
}
