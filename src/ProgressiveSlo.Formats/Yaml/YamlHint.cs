using ProgressiveSlo.Formats.Files;
using YamlDotNet.Core;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>What people mostly did where YAML does not parse. The parser says what it missed, and not why.</summary>
/// <param name="Place">Where to look, or null for the parser's own place.</param>
/// <param name="Message">What is wrong, or null for the parser's own words.</param>
/// <param name="Fix">What to do.</param>
internal sealed record YamlHint(Mark? Place, string? Message, string Fix)
{
    /// <summary>What to do with a template.</summary>
    public const string Render =
        "This looks like a template: render it first, for example with 'helm "
        + "template', and give what comes out; or put the value in quotes";

    /// <summary>The hint for a text that does not parse, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">Where the parser stopped, from 1.</param>
    /// <param name="reason">What the parser says.</param>
    public static YamlHint? Create(DocumentText text, int line, string reason)
    {
        if (Find(text, IsTabbed, line) is { } tab && reason.IndexOf("tab", StringComparison.OrdinalIgnoreCase) >= 0)
            return new YamlHint(tab, "A tab stands in the indentation, and YAML takes only spaces there", "Replace the tab with spaces");
        if (IsTemplate(text, line))
            return new YamlHint(null, null, Render);
        var words = LineOf(text, line);
        if (words.IndexOf('\u00a0') is >= 0 and var space)
            return new YamlHint(
                new Mark(0, line, space + 1),
                "A no-break space stands here, and YAML does not take it for a space",
                "Replace it with a space"
            );
        return reason.IndexOf("invalid mapping", StringComparison.OrdinalIgnoreCase) >= 0
            ? new YamlHint(null, null, "Put the value in quotes if it has ': ' in it; otherwise check the indentation")
            : null;
    }

    /// <summary>Whether a line has a placeholder of Helm or the like, and not that of a window alone.</summary>
    public static bool IsTemplate(DocumentText text, int line)
    {
        var words = LineOf(text, line);
        for (var at = words.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = words.IndexOf("{{", at + 2, StringComparison.Ordinal))
        {
            if (!words.Substring(at + 2).TrimStart().StartsWith(".window", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsTabbed(string line) => line.TrimStart(' ') is { Length: > 0 } rest && rest[0] == '\t' && rest.Trim().Length > 0;

    // The first such line from where the parser stopped.
    private static Mark? Find(DocumentText text, Func<string, bool> isIt, int line)
    {
        var number = 0;
        foreach (var words in text.Lines())
        {
            if (++number >= line && isIt(words))
                return new Mark(0, number, words.IndexOf('\t') + 1);
        }

        return null;
    }

    private static string LineOf(DocumentText text, int line) => text.Lines().Skip(line - 1).FirstOrDefault() ?? "";
}
