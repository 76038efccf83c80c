using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>Comments that ignore findings.</summary>
public sealed class IgnoreTests
{
    private const string Rules = """
        groups:
        - name: a
          rules:
          - alert: First
            expr: sum(rate(a_total{code=~"^5..$"}[5m])) > 1
          - alert: Second
            expr: |
              sum(rate(a_total{code=~"^5..$"}[5m]))
              > 2

        """;

    private static readonly LintOptions _options = LintOptions.Default with { Today = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc) };

    [Theory]
    [InlineData("  - alert: First", "  # slo: ignore RegexAnchored we like anchors\n  - alert: First", "Second")]
    [InlineData("  - alert: Second", "  # slo: ignore RegexAnchored we like anchors\n\n  # more\n  - alert: Second", "First")]
    [InlineData("[5m])) > 1", "[5m])) > 1 # slo: ignore RegexAnchored we like anchors", "Second")]
    [InlineData("expr: |", "expr: | # slo: ignore RegexAnchored we like anchors", "First")]
    [InlineData("  rules:", "  # slo: ignore RegexAnchored we like anchors\n  rules:", "")]
    [InlineData("groups:", "# slo: ignore RegexAnchored we like anchors\ngroups:", "")]
    [InlineData("- name: a", "- name: a\n  # slo: ignore/file RegexAnchored we like anchors", "")]
    [InlineData("    expr: sum", "    # slo: ignore RegexAnchored we like anchors\n    expr: sum", "Second")]
    [InlineData("groups:", "#slo:ignore OwnerMissing, RegexAnchored — both, until 2026-06-01\ngroups:", "")]
    public void A_comment_is_for_its_line_or_the_item_below_it(string at, string with, string shown)
    {
        var found = Lint(Rules.Replace(at, with, StringComparison.Ordinal));
        Assert.Equal(2, found.Count(f => f.Code == "RegexAnchored"));
        Assert.DoesNotContain(found, f => f.Code is "IgnoreInvalid" or "IgnoreExpired");
        Assert.Equal(
            shown.Length == 0 ? [] : [shown],
            found
                .Where(f => f.Code == "RegexAnchored" && f.IgnoredBy == FindingIgnore.None)
                .Select(f => f.Line < 9 && IsFirst(f) ? "First" : "Second")
        );
        Assert.All(found.Where(f => f.IgnoredBy == FindingIgnore.Comment), f => Assert.NotEmpty(f.IgnoreReason!));

        bool IsFirst(SloFinding finding) => finding.Line == found.Where(f => f.Code == "RegexAnchored").Min(f => f.Line);
    }

    [Theory]
    [InlineData("ignore", "IgnoreInvalid", "names no code")]
    [InlineData("ignore RegexAnchored", "IgnoreInvalid", "gives no reason")]
    [InlineData("ignore RegexAnchored  - ", "IgnoreInvalid", "gives no reason")]
    [InlineData("ignore RegexAnchored until 2027-01-01", "IgnoreInvalid", "gives no reason")]
    [InlineData("ignore RegexAncored we like it", "IgnoreInvalid", "'RegexAncored' is not a lint code")]
    [InlineData("ignore RegexAnchored, Nothing we like it", "IgnoreInvalid", "'Nothing' is not a lint code")]
    [InlineData("ignore RegexAnchored why until 2026-13-01", "IgnoreInvalid", "'2026-13-01' is not a date")]
    [InlineData("ignore RegexAnchored why until tomorrow", "IgnoreInvalid", "'tomorrow' is not a date")]
    [InlineData("ignore RegexAnchored why until", "IgnoreInvalid", "No date")]
    [InlineData("ignore-file RegexAnchored why", "IgnoreInvalid", "'ignore-file' is not a word")]
    [InlineData("ignor RegexAnchored why", "IgnoreInvalid", "'ignor' is not a word")]
    [InlineData("ignore PromQlSyntax why", "IgnoreInvalid", "cannot be ignored")]
    [InlineData("ignore YamlSyntax why", "IgnoreInvalid", "cannot be ignored")]
    [InlineData("ignore RegexAnchored why until 2026-05-31", "IgnoreExpired", "2026-05-31")]
    [InlineData("ignore/file RunbookMissing why", "IgnoreUnused", "no RunbookMissing")]
    [InlineData("ignore RegexAnchored, RunbookMissing why", "IgnoreUnused", "no RunbookMissing")]
    public void A_comment_that_is_wrong_is_a_finding_with_its_line(string words, string code, string message)
    {
        var found = Lint("\n# slo: " + words + "\n" + Rules);
        var remark = Assert.Single(found, f => f.Code.StartsWith("Ignore", StringComparison.Ordinal));
        Assert.Equal((code, 2, 1), (remark.Code, remark.Line, remark.Column));
        Assert.Contains(message, remark.Message, StringComparison.Ordinal);
        Assert.Equal(
            code == "IgnoreUnused" && words.Contains("Anchored", StringComparison.Ordinal) ? 0 : 2,
            found.Count(f => f.Code == "RegexAnchored" && f.IgnoredBy == FindingIgnore.None)
        );
    }

    [Theory]
    [InlineData("slo: 99.9 % of the requests")]
    [InlineData("slo: ignored by the old tool")]
    [InlineData("the slo: ignore RegexAnchored is not ours")]
    public void Other_comments_say_nothing(string comment) =>
        Assert.DoesNotContain(Lint("# " + comment + "\n" + Rules), f => f.Code.StartsWith("Ignore", StringComparison.Ordinal));

    [Theory]
    [InlineData("      sum(rate", "      # slo: ignore/file RegexAnchored in the expression\n      sum(rate")]
    [InlineData("name: a", "name: 'a # slo: ignore/file RegexAnchored in a text'")]
    [InlineData("name: a", "name: \"a\n    # slo: ignore/file RegexAnchored in a text\"")]
    public void A_text_is_no_comment(string at, string with)
    {
        var found = Lint(Rules.Replace(at, with, StringComparison.Ordinal));
        Assert.Equal(2, found.Count(f => f.Code == "RegexAnchored" && f.IgnoredBy == FindingIgnore.None));
    }

    [Fact]
    public void What_keeps_a_file_from_loading_is_shown_all_the_same()
    {
        const string Text =
            "# slo: ignore/file FieldUnknown, FieldIgnored why\n"
            + "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up ==\n    fro: 5m\n";
        Assert.All(Lint(Text).Where(f => f.Severity == FindingSeverity.Error), f => Assert.Equal(FindingIgnore.None, f.IgnoredBy));
        Assert.Contains(Lint(Text), f => f.Code == "PromQlSyntax");
    }

    [Fact]
    public void What_depends_on_other_things_is_not_called_unused()
    {
        var found = Lint("# slo: ignore/file AlertSingleEvent, SeriesShared, ErrorsNotSeen why\n" + Rules);
        Assert.DoesNotContain(found, f => f.Code == "IgnoreUnused");
        var off = _options with { Severities = new Dictionary<string, FindingSeverity?> { ["RegexAnchored"] = null } };
        Assert.DoesNotContain(Lint("# slo: ignore/file RegexAnchored why\n" + Rules, off), f => f.Code == "IgnoreUnused");
    }

    [Fact]
    public void Comments_of_one_text_are_not_for_another()
    {
        var linter = new Linter(_options);
        linter.AddText("# slo: ignore/file RegexAnchored why\n" + Rules);
        linter.AddText(Rules);
        var found = linter.CompleteAll(null, TestContext.Current.CancellationToken);
        Assert.All(found, f => Assert.Equal(FindingIgnore.None, f.IgnoredBy));
        Assert.Contains(found, f => f.Code == "IgnoreInvalid" && f.Message.Contains("several texts", StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_line_ends_and_several_documents_change_no_line()
    {
        const string Two = "kind: Other\n---\n# slo: ignore RegexAnchored why\n" + Rules + "---\nkind: Other\n";
        foreach (var text in new[] { Two, Two.Replace("\n", "\r\n", StringComparison.Ordinal) })
            Assert.All(Lint(text).Where(f => f.Code == "RegexAnchored"), f => Assert.Equal("why", f.IgnoreReason));
    }

    private static IReadOnlyList<SloFinding> Lint(string text, LintOptions? options = null)
    {
        var linter = new Linter(options ?? _options);
        linter.AddText(text);
        return linter.CompleteAll(null, TestContext.Current.CancellationToken);
    }
}
