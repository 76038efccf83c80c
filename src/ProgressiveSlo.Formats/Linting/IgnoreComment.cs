using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>A comment that ignores findings: <c># slo: ignore CODE, CODE reason until 2027-01-31</c>.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="IsAlone">Whether nothing stands before it on its line.</param>
internal sealed record IgnoreComment(int Line, int Column, bool IsAlone)
{
    /// <summary>The word for an item or a line.</summary>
    public const string Word = "ignore";

    private const string FileWord = "ignore/file";
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>The codes that it names.</summary>
    public IReadOnlyList<string> Codes { get; private init; } = [];

    /// <summary>Why.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The last day on which it is in effect, or null.</summary>
    public DateTime? Until { get; private init; }

    /// <summary>Whether it is for the whole file.</summary>
    public bool IsWholeFile { get; private init; }

    /// <summary>Why it is not in effect, or null: what is wrong, and what to write.</summary>
    public (string Message, string Fix)? Problem { get; init; }

    /// <summary>Reads the words behind <c>slo:</c>; null when they are about something else.</summary>
    public static IgnoreComment? Read(int line, int column, bool isAlone, string words)
    {
        var comment = new IgnoreComment(line, column, isAlone);
        var end = words.IndexOfAny([' ', '\t']);
        var (word, rest) = end < 0 ? (words, "") : (words.Substring(0, end), words.Substring(end).Trim());
        if (word is not (Word or FileWord))
            return IsMeant(word)
                ? comment with
                {
                    Problem = (
                        $"'{ServiceName.Printable(word)}' is not a word that ignores findings",
                        $"Write '{Word}' for a line or an item, or '{FileWord}' for the whole file"
                    ),
                }
                : null;
        return (comment with { IsWholeFile = word == FileWord }).WithCodes(rest);
    }

    // "slo: 99.9 % of requests" is a remark of somebody; "slo: ignore-file X" is meant for us.
    private static bool IsMeant(string word) =>
        word.StartsWith(Word + "-", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith(Word + "/", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith(Word + ":", StringComparison.OrdinalIgnoreCase)
        || string.Equals(word, "disable", StringComparison.OrdinalIgnoreCase)
        || (Spelling.IsNear(word, Word, 2) && word.Length >= Word.Length - 1 && !IsOtherForm(word));

    private static bool IsOtherForm(string word) => word is "ignored" or "ignores" or "ignoring";

    private IgnoreComment WithCodes(string text)
    {
        var codes = new List<string>();
        var at = 0;
        while (true)
        {
            var start = at;
            while (at < text.Length && AsciiChars.IsLetterOrDigit(text[at]))
                at++;
            if (at == start)
                break;
            var code = text.Substring(start, at - start);
            var next = at;
            while (next < text.Length && AsciiChars.IsSpace(text[next]))
                next++;
            var hasComma = next < text.Length && text[next] == ',';

            // After the first code, a word that is no code begins the reason; so does a word behind a comma that is none.
            if (
                codes.Count > 0
                && !LintCatalog.Rules.ContainsKey(code)
                && !hasComma
                && text[start - 1] != ','
                && !IsAfterComma(text, start)
            )
            {
                at = start;
                break;
            }

            codes.Add(code);
            at = hasComma ? next + 1 : next;
            while (at < text.Length && AsciiChars.IsSpace(text[at]))
                at++;
        }

        var read = this with { Codes = codes };
        if (codes.Count == 0)
            return read with { Problem = ("The comment names no code", $"Write '# slo: {Word} CODE reason', with the code of a finding") };
        if (codes.Find(c => !LintCatalog.Rules.ContainsKey(c)) is { } unknown)
            return read with
            {
                Problem = (
                    $"'{ServiceName.Printable(unknown)}' is not a lint code",
                    Spelling.Nearest(unknown, LintCatalog.Rules.Keys) is { } near
                        ? $"Did you mean '{near}'? Otherwise remove it"
                        : "Write the code of a finding, then the reason; several codes have commas between them"
                ),
            };
        if (codes.Find(c => LintCatalog.Rules[c].IsRefusal) is { } refusal)
            return read with
            {
                Problem = (
                    $"{refusal} cannot be ignored: a tool does not load the file",
                    "Fix the file; -Settings changes the severity of a code for all files"
                ),
            };
        return read.WithReason(text.Substring(at));
    }

    private static bool IsAfterComma(string text, int start)
    {
        while (start > 0 && AsciiChars.IsSpace(text[start - 1]))
            start--;
        return start > 0 && text[start - 1] == ',';
    }

    private IgnoreComment WithReason(string text)
    {
        // The last "until" begins the date, so that a date with a slip in it is told and not taken as a part of the reason.
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var until = Array.LastIndexOf(words, "until");
        var reason = string.Join(" ", until < 0 ? words : words.Take(until)).TrimStart('-', '–', '—', ':', ' ');
        if (PrintableText.IsBlank(reason))
            return this with { Problem = ("The comment gives no reason", $"Write why behind the code: '# slo: {Word} {Codes[0]} reason'") };
        if (until < 0)
            return this with { Reason = reason };
        var date = string.Join(" ", words.Skip(until + 1));
        return DateTime.TryParseExact(
            date.TrimEnd('.'),
            DateForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var day
        )
            ? this with
            {
                Reason = reason,
                Until = day,
            }
            : this with
            {
                Problem = (
                    date.Length == 0 ? "No date stands behind 'until'" : $"'{ServiceName.Printable(date)}' is not a date",
                    "Write the day as 2027-01-31, or use 'until' for nothing else"
                ),
            };
    }
}
