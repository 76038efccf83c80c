using System.Text;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>Puts text from outside into Markdown as plain text: nothing in it can start markup, a link or HTML.</summary>
public static class MarkdownText
{
    /// <summary>Escapes a text for a paragraph, a list item or a table cell; it becomes one line.</summary>
    /// <param name="text">Any text; null gives an empty text.</param>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var escaped = new StringBuilder(text!.Length + 8);
        var start = Start(text);
        var number = start;
        while (number < text.Length && AsciiChars.IsDigit(text[number]))
            number++;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                escaped.Append(' ');
                continue;
            }

            if (PrintableText.ChangesDirection(c))
            {
                // Shown, and not left out: two names that differ in it alone must not look alike.
                escaped.Append("\\\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                continue;
            }

            if (NeedsEscape(text, i, start, number))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString().Trim();
    }

    // What begins a line is asked of every character, so where it begins is found once. Control characters become blanks.
    private static int Start(string text)
    {
        var start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || char.IsControl(text[start])))
            start++;
        return start;
    }

    private static bool NeedsEscape(string text, int i, int start, int numberEnd) =>
        text[i] switch
        {
            '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '&' or '~' or '$' => true,

            // Inside a word an underscore is only itself, and names such as production_ready stay readable.
            '_' => i == 0 || i == text.Length - 1 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),

            // A link without brackets: http://..., www., a@b.c. One escaped character is enough to keep it text.
            // And '::' at the start of a line is a command for the runner of GitHub Actions, when a report is printed in a step.
            ':' => (i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/')
                || (i + 1 < text.Length && text[i + 1] == ':' && i == start),
            '@' => true,
            '.' => (i >= 3 && string.Compare(text, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
                || (i == numberEnd && i > start),

            // At the start of a line these begin a heading, a list or an underline.
            '#' or '+' or '-' or '=' => i == start,
            ')' => i == numberEnd && i > start,
            '!' => i + 1 < text.Length && text[i + 1] == '[',
            _ => false,
        };
}

/// <summary>Writes tables. A column whose heading ends with a colon is aligned to the right; the colon is not shown.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table whose cells may hold any text.</summary>
    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows, TextWriter output) =>
        WriteMarkdown(headings, rows.Select(row => row.Select(Cell)), output);

    /// <summary>Writes a table whose cells are Markdown: texts from outside are escaped in them.</summary>
    public static void WriteMarkdown(IReadOnlyList<string> headings, IEnumerable<IEnumerable<string>> rows, TextWriter output)
    {
        output.Write($"| {string.Join(" | ", headings.Select(h => h.TrimEnd(':')))} |\n");
        output.Write($"|{string.Join("|", headings.Select(Rule))}|\n");
        foreach (var row in rows)
            output.Write($"| {string.Join(" | ", row)} |\n");
    }

    private static string Rule(string heading) =>
        heading.EndsWith(":", StringComparison.Ordinal) ? new string('-', heading.Length) + ":" : new string('-', heading.Length + 2);

    // 99.9% begins no list inside of a table.
    private static string Cell(string? text) =>
        text is { Length: > 0 } && text.All(c => AsciiChars.IsDigit(c) || c is '.' or '%') ? text : MarkdownText.Escape(text);
}

/// <summary>How many findings or gaps there are of each severity, the gravest first.</summary>
internal static class MarkdownSeverities
{
    private static readonly FindingSeverity[] _order = [FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Information];

    public static void Write(IReadOnlyCollection<FindingSeverity> severities, TextWriter output)
    {
        foreach (var severity in _order)
            output.Write($"- {severity}: {severities.Count(s => s == severity).ToString(CultureInfo.InvariantCulture)}\n");
        output.Write('\n');
    }
}

/// <summary>The last section of reports: the challenges behind what they list, each once, with what helps.</summary>
internal static class MarkdownChallenges
{
    /// <summary>Writes the section; nothing when there is no challenge.</summary>
    /// <param name="remarks">What the report lists: the code, and the challenge behind it.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IEnumerable<(string Code, Challenge? Challenge)> remarks, TextWriter output)
    {
        var challenges = remarks.Where(r => r.Challenge is not null).GroupBy(r => r.Challenge!.Name).ToArray();
        if (challenges.Length == 0)
            return;
        output.Write("\n## What helps\n");
        foreach (var challenge in challenges)
        {
            output.Write($"\n### {MarkdownText.Escape(challenge.Key)}\n\n");
            output.Write($"Behind {string.Join(", ", challenge.Select(r => r.Code).Distinct().Select(MarkdownText.Escape))}:\n\n");
            foreach (var help in challenge.First().Challenge!.Helps)
                output.Write($"- {MarkdownText.Escape(help)}\n");
        }
    }
}
