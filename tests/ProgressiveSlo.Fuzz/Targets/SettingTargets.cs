using ProgressiveSlo.Formats.Discovery;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Fuzz.Inputs;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>A document of the team's own that is read and used as it is.</summary>
internal abstract class SettingTarget : FuzzTarget
{
    public override int Share => 2;

    public sealed override bool Run(FuzzInput input) => input.TryDo(() => Read(input.Text), out _);

    protected abstract object Read(string text);
}

internal sealed class ServiceMapTarget : SettingTarget
{
    public override string Name => "service-map";

    public override IEnumerable<string> Seeds() => SeedFiles.Read("docs/examples/service-map.yaml");

    protected override object Read(string text) => ServiceMapFile.Read(text, "map.yaml");
}

internal sealed class ServiceKindsTarget : SettingTarget
{
    public override string Name => "service-kinds";

    public override IEnumerable<string> Seeds() => SeedFiles.Read("src/ProgressiveSlo.Formats/Discovery/kinds.yaml");

    protected override object Read(string text) => ServiceKindFile.Read(text, "kinds.yaml");
}

internal sealed class ChecklistTarget : SettingTarget
{
    public override string Name => "checklist";

    public override IEnumerable<string> Seeds() => SeedFiles.Read("src/ProgressiveSlo.Formats/Migration/migration.yaml");

    protected override object Read(string text) => ChecklistReader.Read(text, "checklist.yaml", null);
}

internal sealed class GuidanceTarget : SettingTarget
{
    public override string Name => "guidance";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("docs/examples/guidance.yaml", "src/ProgressiveSlo.Formats/Migration/guidance.yaml");

    protected override object Read(string text) => GuidanceFile.Read(text, "guidance.yaml");
}

internal sealed class LintSettingsTarget : SettingTarget
{
    public override string Name => "lint-settings";

    public override IEnumerable<string> Seeds() =>
        ["apiVersion: progressiveslo/v1\nkind: LintSettings\nrules:\n  OwnerMissing: Error\n  RunbookMissing: off\n"];

    protected override object Read(string text) => LintSettings.Read(text, "lint.yaml");
}
