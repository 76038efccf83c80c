using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

public sealed class FindingBaselineTests
{
    [Fact]
    public void The_file_is_sorted_and_has_no_line()
    {
        Assert.Equal(
            """
            # Findings that are known: Test-SloManifest -Baseline shows the others alone.
            # Written by Export-SloFindingBaseline. Remove an entry to see its finding again.
            apiVersion: progressiveslo/v1
            kind: FindingBaseline
            findings:
            - path: a.yaml
              code: RegexAnchored
              about: 'shop/checkout: groups[].rules[].expr'
              message: The rule of line N has anchors
              count: 2
            - path: b/c.yaml
              code: OwnerMissing
              message: Nobody owns it

            """,
            Written(Finding("b/c.yaml", "OwnerMissing", "Nobody owns it"), Anchored(3, 0), Anchored(9, 1)),
            ignoreLineEndingDifferences: true
        );
        Assert.EndsWith("findings: []\n", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_known_when_lines_move_and_one_more_of_its_kind_is_new()
    {
        var baseline = FindingBaseline.Read(Written(Anchored(3, 0), Anchored(9, 1)), "known.yaml");
        SloFinding[] now = [Anchored(13, 2), Anchored(19, 3), Anchored(29, 4)];
        var marked = baseline.Apply(now.Select(f => (f, f.Path)));
        Assert.Equal([FindingIgnore.Baseline, FindingIgnore.Baseline, FindingIgnore.None], marked.Select(f => f.IgnoredBy));
        Assert.Contains("known.yaml", marked[0].IgnoreReason!, StringComparison.Ordinal);
        Assert.Empty(baseline.Unused(now.Select(f => (f, f.Path)), _ => true));

        foreach (
            var other in new[]
            {
                Anchored(3, 0) with
                {
                    Path = "z.yaml",
                },
                Anchored(3, 0) with
                {
                    Code = "SelectorEmpty",
                },
                Anchored(3, 0) with
                {
                    Definition = "search",
                },
                Anchored(3, 0) with
                {
                    Message = "Another one",
                },
            }
        )
            Assert.Equal(FindingIgnore.None, Assert.Single(baseline.Apply([(other, other.Path)])).IgnoredBy);
    }

    [Fact]
    public void An_entry_without_a_finding_is_told_where_its_file_was_checked()
    {
        var baseline = FindingBaseline.Read(Written(Anchored(3, 0), Anchored(9, 1), Finding("b.yaml", "OwnerMissing", "x")), "known.yaml");
        (SloFinding, string)[] one = [(Anchored(3, 0), "a.yaml")];
        var told = Assert.Single(baseline.Unused(one, path => path == "a.yaml"));
        Assert.Equal(("BaselineUnused", FindingSeverity.Information, "known.yaml", 6), (told.Code, told.Severity, told.Path, told.Line));
        Assert.Contains("2 of RegexAnchored in a.yaml, and there are 1", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, baseline.Unused([], _ => true).Count);
        Assert.Empty(baseline.Unused([], _ => false));
    }

    [Fact]
    public void What_a_tool_refuses_and_what_is_ignored_anyhow_is_not_taken()
    {
        var refused = Linter.LintText(
            "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up ==\n",
            ProgressiveSlo.Linting.LintOptions.Default
        );
        Assert.Contains(refused, f => f.Code == "PromQlSyntax");
        Assert.DoesNotContain("PromQlSyntax", Written([.. refused]), StringComparison.Ordinal);
        Assert.EndsWith("findings: []\n", Written(Anchored(3, 0) with { IgnoredBy = FindingIgnore.Comment }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: FindingBaseline", "kind: LintSettings")]
    [InlineData("  code: RegexAnchored\n", "")]
    [InlineData("  count: 2", "  count: 0")]
    [InlineData("  count: 2", "  cuont: 2")]
    public void A_file_that_is_not_sound_is_refused_with_its_place(string from, string to)
    {
        var text = Written(Anchored(3, 0), Anchored(9, 1));
        var error = Assert.Throws<SloDocumentException>(() =>
            FindingBaseline.Read(text.Replace(from, to, StringComparison.Ordinal), "known.yaml")
        );
        Assert.All(error.Problems, p => Assert.InRange(p.Line, 1, 12));
    }

    private static SloFinding Anchored(int line, int rule) =>
        new(
            "RegexAnchored",
            FindingSeverity.Information,
            $"The rule of line {line.ToString(CultureInfo.InvariantCulture)} has anchors",
            "a.yaml",
            line,
            $"groups[0].rules[{rule.ToString(CultureInfo.InvariantCulture)}].expr",
            "Remove them"
        )
        {
            Service = "shop",
            Definition = "checkout",
        };

    private static SloFinding Finding(string path, string code, string message) =>
        new(code, FindingSeverity.Information, message, path, 1, "", "Do something");

    private static string Written(params SloFinding[] findings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        FindingBaseline.Write(findings.Select(f => (f, f.Path)), text);
        return text.ToString();
    }
}
