using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Evidence;

/// <summary>
/// Names that nobody knows and that say what they count, such as <c>Errors</c> or <c>failed_requests</c>. They are left out like every
/// unknown name; but where their number is not that of the counts beside them, one of the two is wrong, and the counts decide nothing.
/// </summary>
internal static class ClaimedCount
{
    // What a name may have beside the word that decides.
    private static readonly string[] _fillers =
    [
        "events",
        "event",
        "requests",
        "request",
        "responses",
        "counts",
        "count",
        "numberof",
        "number",
        "total",
    ];

    private static readonly HashSet<string> _bad = new(StringComparer.OrdinalIgnoreCase)
    {
        "bad",
        "err",
        "errs",
        "error",
        "errors",
        "errored",
        "fail",
        "fails",
        "failed",
        "failure",
        "failures",
        "fault",
        "faults",
        "nok",
        "notok",
        "unsuccessful",
        "5xx",
    };

    private static readonly HashSet<string> _good = new(StringComparer.OrdinalIgnoreCase)
    {
        "good",
        "ok",
        "success",
        "successes",
        "successful",
        "succeeded",
    };

    /// <summary>Whether a name says that it counts bad events.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static bool IsBad(string name) => _bad.Contains(Word(name));

    /// <summary>Whether a name says that it counts good events.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static bool IsGood(string name) => _good.Contains(Word(name));

    /// <summary>What is wrong with such a number; null where it agrees with the counts, or the name claims nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">Where it stands, for the error.</param>
    /// <param name="value">Its number.</param>
    /// <param name="good">Good events.</param>
    /// <param name="total">All events.</param>
    public static FieldProblem? Problem(string name, string field, double value, long good, long total)
    {
        var isBad = IsBad(name);
        var counted = isBad ? total - good : good;
        if ((!isBad && !IsGood(name)) || value == counted)
            return null;
        return new FieldProblem(
            field,
            $"'{PrintableText.Escape(name)}' is {NumberText.Plain(value)}, and by the counts beside it there "
                + (counted == 1 ? "is 1" : $"are {CountText.Whole(counted)}")
                + $" {(isBad ? "bad" : "good")} of {CountText.Of(total, "event")}",
            $"Name it {(isBad ? "Bad" : "Good")} if it counts {(isBad ? "bad" : "good")} events, or leave it out"
        );
    }

    private static string Word(string name)
    {
        var word = name.Trim().Replace("_", "").Replace(" ", "").Replace("-", "").ToLowerInvariant();
        for (var i = 0; i < _fillers.Length; i++)
        {
            var filler = _fillers[i];
            if (word.Length > filler.Length && word.EndsWith(filler, StringComparison.Ordinal))
                (word, i) = (word.Substring(0, word.Length - filler.Length), -1);
            else if (word.Length > filler.Length && word.StartsWith(filler, StringComparison.Ordinal))
                (word, i) = (word.Substring(filler.Length), -1);
        }

        return word;
    }
}
