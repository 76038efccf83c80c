using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Manifests of one tool: what is read is written in every format, and what was written is read again.</summary>
internal abstract class ManifestTarget : FuzzTarget
{
    public sealed override bool Run(FuzzInput input)
    {
        var result = input.Do(() => ManifestImporter.ReadText(input.Text));
        FuzzInput.Check(result.Problems);
        ManifestCheck.Run(input, result.Definitions);
        return result.Definitions.Count > 0;
    }
}

internal sealed class SloDevTarget : ManifestTarget
{
    public override string Name => "slo-dev";

    public override IEnumerable<string> Seeds() => SeedFiles.Read("tests/ProgressiveSlo.Formats.Tests/Golden/slo-dev.yaml");
}

internal sealed class OpenSloTarget : ManifestTarget
{
    public override string Name => "openslo";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("tests/fixtures/openslo", "tests/ProgressiveSlo.Formats.Tests/Golden/OpenSlo");
}

internal sealed class PyrraTarget : ManifestTarget
{
    public override string Name => "pyrra";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("tests/fixtures/pyrra", "tests/ProgressiveSlo.Formats.Tests/Golden/Pyrra");
}

internal sealed class SlothTarget : ManifestTarget
{
    public override string Name => "sloth";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("tests/fixtures/sloth", "tests/ProgressiveSlo.Formats.Tests/Golden/Sloth");
}

/// <summary>Rules that were generated: ours and those of other tools, read back as definitions.</summary>
internal sealed class GeneratedRulesTarget : ManifestTarget
{
    public override string Name => "generated-rules";

    public override int Share => 2;

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read(
            "tests/ProgressiveSlo.Formats.Tests/Golden/Exact",
            "tests/ProgressiveSlo.Formats.Tests/Golden/Pyrra",
            "tests/ProgressiveSlo.Formats.Tests/Golden/Sloth"
        );
}
