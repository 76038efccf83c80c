using System.Text.RegularExpressions;

namespace ProgressiveSlo.House.Tests;

/// <summary>Pages that say where things are name files, folders and types that are there.</summary>
public sealed partial class DocumentedPathTests
{
    // What PowerShell calls its own.
    private static readonly string[] _powerShellWords = ["CmdletsToExport", "SupportsShouldProcess", "WriteError"];

    public static TheoryData<string> Pages => new("CONTRIBUTING.md", "docs/architecture.md", "README.md");

    [Theory]
    [MemberData(nameof(Pages))]
    public void Paths_that_a_page_names_are_there(string page)
    {
        var named = Path().Matches(Text(page)).Select(m => m.Value.TrimEnd('.', '/')).Distinct().ToArray();
        Assert.True(named.Length >= 10, $"{page} names {named.Length} paths: is the pattern still right?");
        var lost = named
            .Where(p => !p.Contains("Verb-Noun", StringComparison.Ordinal))
            .Where(p => !System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, p)))
            .Select(p => $"{page}: there is no {p}")
            .ToArray();
        Assert.True(lost.Length == 0, string.Join(Environment.NewLine, lost));
    }

    [Theory]
    [InlineData("CONTRIBUTING.md", 20)]
    [InlineData("docs/architecture.md", 8)]
    public void Types_that_a_page_names_are_there(string page, int least)
    {
        var code = string.Join('\n', Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs")).SelectMany(f => f.Lines));
        var folders = Repository.Files("src", "*.cs").SelectMany(f => f.Path.Split('/').SkipLast(1));
        var known = Declaration()
            .Matches(code)
            .Select(m => m.Groups[1].Value)
            .Concat(folders)
            .Concat(_powerShellWords)
            .ToHashSet(StringComparer.Ordinal);
        var text = Text(page);
        var terms = text.IndexOf("| say | not |", StringComparison.Ordinal);
        var named = Type().Matches(terms < 0 ? text : text[..terms]).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.True(named.Length >= least, $"{page} names {named.Length} types: is the pattern still right?");
        Assert.Equal([], named.Where(n => !known.Contains(n)));
    }

    [Fact]
    public void Tests_that_a_page_names_are_there()
    {
        var tests = Repository
            .Files("tests", "*Tests.cs")
            .SelectMany(f => TestMethod().Matches(string.Join('\n', f.Lines)).Select(m => ClassOf(f.Path) + "." + m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = NamedTest().Matches(Text("docs/testing.md")).Select(m => m.Groups[1].Value).ToArray();
        Assert.True(named.Length >= 50, $"The page names {named.Length} tests: is the pattern still right?");
        Assert.Equal([], named.Where(n => !tests.Contains(n)));

        static string ClassOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path);
    }

    [Fact]
    public void Each_project_of_the_product_is_a_room_on_the_page()
    {
        var page = Text("docs/architecture.md");
        Assert.All(
            Repository.Folders("src").Where(f => !f.StartsWith("src/Build", StringComparison.Ordinal)),
            f => Assert.Contains($"| `{f}` |", page, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Migration")]
    [InlineData("Formats")]
    public void Each_room_is_on_the_page(string project)
    {
        var page = Text("docs/architecture.md");
        var start = page.IndexOf($"### {project}", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/architecture.md has no section {project}");
        var end = page.IndexOf("\n##", start + 4, StringComparison.Ordinal);
        var rooms = Room().Matches(page[start..end]).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var lost = Repository.Folders("src/ProgressiveSlo." + project).Select(f => f.Split('/')[^1]).Where(f => !rooms.Contains(f));
        Assert.Equal([], lost);
    }

    private static string Text(string page) => File.ReadAllText(System.IO.Path.Combine(Repository.Root, page));

    [GeneratedRegex(@"(?<![\w./-])(?:src|tests|docs|module)(?:/[\w.-]+)+/?", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    // Words with a capital in the middle; names of members, options and cmdlets are something else.
    [GeneratedRegex(@"`(I?[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Type();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"`([A-Za-z]+)(?:/[A-Za-z]+)?`", RegexOptions.CultureInvariant)]
    private static partial Regex Room();

    [GeneratedRegex(@"`([A-Z]\w+Tests\.[A-Z]\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"\b(?:Task|void) ([A-Z]\w+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex TestMethod();
}
