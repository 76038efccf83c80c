using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>Numbers and lists in the documentation that the code knows.</summary>
public sealed partial class DocumentedNumbersTests
{
    private static readonly string[] Words =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    private static IEnumerable<string> Pages =>
        Repository
            .Files("docs", "*.md")
            .Where(f => !f.Contains("decisions", StringComparison.Ordinal))
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"))
            .Append(Path.Combine(Repository.Root, "CHANGELOG.md"));

    [Fact]
    public void Numbers_of_codes_templates_cmdlets_and_formats_are_those_of_the_code()
    {
        var counts = new Dictionary<string, int>
        {
            ["codes"] = LintCatalog.Rules.Count,
            ["lint codes"] = LintCatalog.Rules.Count,
            ["built-in templates"] = BuiltInTemplates.Names.Count,
            ["cmdlets"] = Cmdlets.Length,
            ["formats that are read"] = ManifestFormats.ReadableNames.Count,
        };
        var said = Pages
            .SelectMany(f =>
                Counted()
                    .Matches(File.ReadAllText(f))
                    .Select(m => (File: Path.GetFileName(f), What: m.Groups[2].Value, Number: Number(m.Groups[1].Value)))
            )
            .ToArray();
        Assert.Contains(said, s => s is { File: "README.md", What: "codes" });
        Assert.All(
            said,
            s => Assert.True(s.Number == counts[s.What], $"{s.File} says {s.Number} {s.What}, and there are {counts[s.What]}.")
        );
    }

    [Fact]
    public void Each_lint_code_and_each_kind_of_gap_has_its_page_and_its_line()
    {
        Assert.Equal(
            LintCatalog.Rules.Keys.Order(StringComparer.Ordinal),
            Repository
                .Files("docs/lint", "*.md")
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Where(n => n != "README")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            LintCatalog.Rules.Keys.Order(StringComparer.Ordinal),
            Links().Matches(Repository.Read("docs/lint/README.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_cmdlet_has_its_page_and_its_line_in_the_readme()
    {
        Assert.Equal(
            Cmdlets,
            Repository
                .Files("docs/cmdlets", "*.md")
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Where(n => n != "README")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Cmdlets,
            TableOfCmdlets().Matches(Repository.Read("README.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Phases_targets_and_days_of_the_built_in_profile_are_told_as_they_are()
    {
        var profile = BuiltInProfiles.Find(BuiltInProfiles.DefaultName)!;
        var targets = profile.Phases.Select(p =>
            $"`{p.Name}` ({(p.Targets.Availability * 100).ToString("0.00", CultureInfo.InvariantCulture)} %)"
        );
        foreach (var page in new[] { "README.md", "docs/cmdlets/New-SloPlan.md" })
        {
            var text = Regex.Replace(Repository.Read(page), @"\s+", " ");
            Assert.Contains($"The built-in profile has {Words[profile.Phases.Count]} phases: ", text, StringComparison.Ordinal);
            Assert.All(targets, t => Assert.Contains(t, text, StringComparison.Ordinal));
        }

        Assert.Contains(
            $"They take {profile.TotalDurationDays} days",
            Repository.Read("docs/cmdlets/New-SloPlan.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_migration_guide_has_as_many_phases_as_the_checklist() =>
        Assert.Contains(
            $"goes through {Words[BuiltInChecklists.Default.Phases.Count]} phases",
            Repository.Read("docs/guides/migration.md"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Each_built_in_template_is_told_of()
    {
        var guide = Repository.Read("docs/guides/templates.md") + Repository.Read("docs/cmdlets/Get-SloTemplate.md");
        Assert.All(BuiltInTemplates.Names, name => Assert.Matches($@"\b{Regex.Escape(name)}\b", guide));
    }

    [Fact]
    public void Each_decision_has_one_page_and_one_line()
    {
        var pages = Repository
            .Files("docs/decisions", "*.md")
            .Select(f => Path.GetFileName(f)!)
            .Where(n => n != "README.md")
            .Order(StringComparer.Ordinal)
            .ToArray();
        var lines = Decisions()
            .Matches(Repository.Read("CONTRIBUTING.md"))
            .Select(m =>
                (Number: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), Title: m.Groups[2].Value, Page: m.Groups[3].Value)
            )
            .ToArray();
        Assert.Equal(pages, lines.Select(l => l.Page).Order(StringComparer.Ordinal));
        foreach (var (number, title, page) in lines)
        {
            var headings = Repository.Read("docs/decisions/" + page).Split('\n').Where(l => l.StartsWith("# ", StringComparison.Ordinal));
            Assert.Equal($"# {number}. {title}", Assert.Single(headings).TrimEnd());
            Assert.StartsWith(number.ToString("0000", CultureInfo.InvariantCulture) + "-", page, StringComparison.Ordinal);
        }
    }

    private static string[] Cmdlets =>
        ManifestCmdlets()
            .Matches(Repository.Read("module/ProgressiveSlo.psd1"))
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Array.IndexOf(Words, text);

    [GeneratedRegex(
        @"\b([0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:more\s+)?"
            + @"(codes|lint codes|built-in templates|cmdlets|formats that are read)\b"
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"\| \[([A-Za-z]+)\]\(\1\.md\) \|")]
    private static partial Regex Links();

    [GeneratedRegex(@"\| \[([A-Z][A-Za-z]+-Slo[A-Za-z]+)\]\(docs/cmdlets/\1\.md\) \|")]
    private static partial Regex TableOfCmdlets();

    [GeneratedRegex(@"'([A-Z][A-Za-z]+-Slo[A-Za-z]+)'")]
    private static partial Regex ManifestCmdlets();

    [GeneratedRegex(@"^([0-9]+)\. \[(.+)\]\(docs/decisions/([^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Decisions();
}
