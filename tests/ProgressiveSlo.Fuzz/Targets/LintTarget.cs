using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>The lint over documents of every tool, and its findings in reports.</summary>
internal sealed class LintTarget : FuzzTarget
{
    public override string Name => "lint";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read(
            "tests/fixtures/openslo",
            "tests/fixtures/pyrra",
            "tests/fixtures/sloth",
            "tests/fixtures/rules",
            "docs/examples/rules"
        );

    public override bool Run(FuzzInput input)
    {
        var findings = input.Do(() => Linter.LintText(input.Text, LintOptions.Default));
        foreach (var finding in findings)
        {
            FuzzInput.Must(finding.Message.Trim().Length > 0 && finding.Guidance.Trim().Length > 0, $"A finding has no words: {finding}");
            FuzzInput.CheckMessage(finding.ToString());
        }

        ReportCheck.Run(input, [.. findings.Take(200)]);
        return findings.All(f => f.Code != "DocumentInvalid");
    }
}
