using System.Text.RegularExpressions;

namespace ProgressiveSlo.House.Tests;

/// <summary>Messages, help and guides use the terms of the table in CONTRIBUTING.md, and none of the words that it replaces.</summary>
public sealed partial class WordTests
{
    private static readonly List<(string Word, Regex Pattern)> BannedWords = Banned();

    [Fact]
    public void The_table_of_terms_is_read() => Assert.True(BannedWords.Count >= 10, "CONTRIBUTING.md has no table of terms any more");

    [Fact]
    public void Messages_in_code_use_the_terms_of_the_table()
    {
        Check(
            Repository
                .Files("src", "*.cs")
                .SelectMany(f =>
                    f.Lines.SelectMany((line, index) => Literals().Matches(line).Select(m => (f.Path, Line: index + 1, Text: m.Value)))
                )
        );
    }

    [Theory]
    [InlineData("src", "*.yaml")]
    [InlineData("docs/cmdlets", "*.md")]
    [InlineData("docs/lint", "*.md")]
    [InlineData("docs/guides", "*.md")]
    [InlineData("docs/examples", "*.ps1")]
    [InlineData("module", "*.txt")]
    [InlineData("module", "*.ps1xml")]
    public void Help_and_data_use_the_terms_of_the_table(string folder, string pattern) =>
        Check(Repository.Files(folder, pattern).SelectMany(f => f.Lines.Select((line, index) => (f.Path, Line: index + 1, Text: line))));

    private static void Check(IEnumerable<(string Path, int Line, string Text)> texts)
    {
        var found = texts
            .SelectMany(t =>
                BannedWords.Where(b => b.Pattern.IsMatch(t.Text)).Select(b => $"{t.Path}({t.Line}): '{b.Word}' in {t.Text.Trim()}")
            )
            .ToArray();
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found));
    }

    // Rows of "| say | not |": the second column has words in code marks, * for any letters. "There is no plan" is plain English.
    private static List<(string Word, Regex Pattern)> Banned()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        var start = Array.FindIndex(lines, l => l.StartsWith("| say | not |", StringComparison.Ordinal));
        return start < 0
            ? []
            : lines
                .Skip(start + 2)
                .TakeWhile(l => l.StartsWith('|'))
                .SelectMany(l => Marked().Matches(l.Split('|')[2]).Select(m => m.Groups[1].Value))
                .Select(w =>
                    (
                        w,
                        new Regex(
                            @"(?<!\b[Tt]here )\b" + Regex.Escape(w).Replace(@"\*", @"\w*", StringComparison.Ordinal) + @"\b",
                            RegexOptions.CultureInvariant
                        )
                    )
                )
                .ToList();
    }

    [GeneratedRegex("""\$?"(?:[^"\\]|\\.)*" """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Literals();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
