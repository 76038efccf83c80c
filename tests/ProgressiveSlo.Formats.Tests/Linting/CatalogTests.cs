using System.Text.RegularExpressions;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

public sealed partial class CatalogTests
{
    // What documents of a format begin with, and the format. Examples of a format that cannot be read yet say nothing.
    private static readonly (string Head, string Format)[] Heads =
    [
        ("version: prometheus/v1", "Sloth"),
        ("apiVersion: sloth.slok.dev", "Sloth"),
        ("apiVersion: openslo/", "OpenSlo"),
    ];

    private static readonly string[] Readers = ["ProgressiveSlo.Core", "ProgressiveSlo.Migration", "ProgressiveSlo.Formats"];

    // Writers refuse what they cannot express; no document has that fault.
    private static readonly string[] OfWriters = ["DataSourceForeign"];

    public static TheoryData<string> Codes => [.. LintPage.All.Select(p => p.Code)];

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code() =>
        Assert.Equal(LintCatalog.Rules.Keys.Order(StringComparer.Ordinal), LintPage.All.Select(p => p.Code));

    [Fact]
    public void Every_check_has_a_code_in_the_catalog()
    {
        Assert.Equal(DefinitionLint.Codes.Count, DefinitionLint.Codes.Distinct().Count());
        Assert.Empty(DefinitionLint.Codes.Concat(DocumentLint.Codes).Except(LintCatalog.Rules.Keys));
    }

    [Fact]
    public void Every_code_that_a_reader_gives_is_in_the_catalog()
    {
        var given = Readers
            .SelectMany(p => Directory.EnumerateFiles(Path.Combine(Repository(), "src", p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .SelectMany(f => GivenCode().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet();
        Assert.Contains("RulesHandWritten", given);
        Assert.Contains("ConditionCount", given);
        Assert.Empty(given.Except(LintCatalog.Rules.Keys).Except(OfWriters));
    }

    [Fact]
    public void The_index_lists_every_code_with_severity_and_title()
    {
        var rows = IndexRow().Matches(LintPage.Index).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value)).ToArray();
        Assert.Equal(
            LintCatalog.Rules.Values.Select(r => (r.Code, r.Severity.ToString(), r.Title)).OrderBy(r => r.Code, StringComparer.Ordinal),
            rows
        );
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_page_says_what_why_and_how_and_agrees_with_the_catalog(string code)
    {
        var page = LintPage.All.Single(p => p.Code == code);
        var rule = LintCatalog.Rules[code];
        Assert.StartsWith($"# {code}\n\n{rule.Title}. Severity: {rule.Severity}.\n", page.Text, StringComparison.Ordinal);
        Assert.Contains($"\n## How to fix it\n\n{rule.Guidance}.\n", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["What it is", "Why it hurts", "How to fix it", "Bad", "Good"],
            Heading().Matches(page.Text).Select(m => m.Groups[1].Value)
        );
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_bad_example_of_a_page_gives_its_code_and_the_good_one_does_not(string code)
    {
        var page = LintPage.All.Single(p => p.Code == code);
        var format = Heads.FirstOrDefault(h => page.Bad.StartsWith(h.Head, StringComparison.Ordinal)).Format;
        if (format is not null && !ManifestFormats.ReadableNames.Contains(format, StringComparer.OrdinalIgnoreCase))
            return;

        var bad = Linter.LintText(page.Bad, page.Options);
        Assert.True(bad.Any(f => f.Code == code), "The bad example gives\n" + Lines(bad));
        Assert.All(bad, f => Assert.InRange(f.Line, 1, page.Bad.Split('\n').Length));
        var good = Linter.LintText(page.Good, page.Options);
        Assert.False(good.Any(f => f.Code == code || f.Severity == FindingSeverity.Error), "The good example gives\n" + Lines(good));
    }

    private static string Lines(IEnumerable<SloFinding> findings) => string.Join("\n", findings);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ProgressiveSlo.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }

    // As a property, or as the last argument after the fix.
    [GeneratedRegex("(?:\\bCode = |[^(]\",\\s+|\\?\\s+)\"([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)\"(?:\\s+: \"\")?(?:\\s+}|\\s*\\))")]
    private static partial Regex GivenCode();

    [GeneratedRegex("^\\| \\[(\\w+)\\]\\(\\1\\.md\\) \\| (\\w+) \\| (.*) \\|$", RegexOptions.Multiline)]
    private static partial Regex IndexRow();

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
