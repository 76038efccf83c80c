using System.Text.RegularExpressions;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>A page of docs/lint.</summary>
internal sealed partial class LintPage
{
    private LintPage(string code, string text)
    {
        Code = code;
        Text = text;
        var blocks = Block().Matches(text).Select(m => m.Groups[1].Value).ToArray();
        Bad = blocks.ElementAtOrDefault(0) ?? "";
        Good = blocks.ElementAtOrDefault(1) ?? "";
        Options = Traffic().Match(text) is { Success: true } match
            ? LintOptions.Default with
            {
                EventsPerSecond = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            }
            : LintOptions.Default;

        if (Day().Match(text) is { Success: true } day)
            Options = Options with { Today = DateTime.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture) };

        // What a server would say that has the label that the page names.
        if (Series().Match(text) is { Success: true } series)
            Options = Options with
            {
                ErrorsNotSeen = d =>
                    d.Indicator is RatioIndicator { Good: { } good } && good.Filters.All(f => f.Label != series.Groups[1].Value)
                        ? "There are events in series without the label"
                        : null,
            };
    }

    public string Code { get; }

    public string Text { get; }

    public string Bad { get; }

    public string Good { get; }

    /// <summary>How the page says that its examples are checked.</summary>
    public LintOptions Options { get; }

    public static IReadOnlyList<LintPage> All { get; } =
        Directory
            .EnumerateFiles(Folder(), "*.md")
            .Where(f => Path.GetFileName(f) != "README.md")
            .Order(StringComparer.Ordinal)
            .Select(f => new LintPage(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))
            .ToArray();

    public static string Index { get; } = File.ReadAllText(Path.Combine(Folder(), "README.md"));

    private static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "docs", "lint");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("docs/lint is not above the tests.");
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("The series of this server have the label `([a-z]+)`")]
    private static partial Regex Series();

    [GeneratedRegex("today is ([0-9-]+) in the examples")]
    private static partial Regex Day();

    [GeneratedRegex("`-EventsPerSecond ([0-9.]+)`")]
    private static partial Regex Traffic();
}
