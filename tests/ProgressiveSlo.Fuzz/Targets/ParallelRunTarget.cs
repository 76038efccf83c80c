using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Parallel runs: read from their own reports, and written in reports that are read as the same again.</summary>
internal sealed class ParallelRunTarget : FuzzTarget
{
    public override string Name => "parallel-run";

    public override InputShape Shape => InputShape.Json;

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read(
            "tests/ProgressiveSlo.Formats.Tests/Golden/Reports/parallel-run.json",
            "tests/ProgressiveSlo.Formats.Tests/Golden/Reports/parallel-run-nothing.json"
        );

    public override bool Run(FuzzInput input)
    {
        if (!input.TryDo(() => ParallelRunFile.ReadText(input.Text, "run.json"), out var runs))
            return false;
        ReportCheck.Run(input, runs);
        var text = ReportCheck.Json(input, runs);
        var again = input.Do(() => ParallelRunFile.ReadText(text, ""));
        Texts.MustBeSame("A parallel run that was written and read", text, ReportCheck.Json(input, again));
        return true;
    }
}
