using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Evidence;

/// <summary>What the number of an unknown name says of the counts beside it.</summary>
internal enum ClaimKind
{
    /// <summary>All bad events.</summary>
    Bad,

    /// <summary>All good events.</summary>
    Good,

    /// <summary>Some of the bad events: one kind of error.</summary>
    SomeBad,

    /// <summary>The share of bad events, as a ratio or in percent.</summary>
    BadRatio,

    /// <summary>The share of good events, as a ratio or in percent.</summary>
    GoodRatio,
}

/// <summary>
/// Names that nobody knows and that say what they count, such as <c>Errors</c>, <c>http_5xx</c> or <c>SuccessRate</c>. They are left out
/// like every unknown name; but where their number cannot be that of the counts beside them, one of the two is wrong, and the counts decide
/// nothing.
/// </summary>
internal static class ClaimedCount
{
    // A ratio printed with four decimals is off by up to half of the fourth.
    private const double Rounding = 0.0000500001;

    /// <summary>What a name claims; null where it claims nothing.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static ClaimKind? Kind(string name)
    {
        var (word, isRatio) = ClaimWords.Strip(name);
        if (ClaimWords.IsBad(word))
            return isRatio || ClaimWords.IsBadShare(word) ? ClaimKind.BadRatio : ClaimKind.Bad;
        if (ClaimWords.IsGood(word))
            return isRatio || ClaimWords.IsGoodShare(word) ? ClaimKind.GoodRatio : ClaimKind.Good;
        if (!ClaimWords.TellsOfErrors(name))
            return null;
        return isRatio ? ClaimKind.BadRatio : ClaimKind.SomeBad;
    }

    /// <summary>Whether a name says that it counts bad events.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static bool IsBad(string name) => Kind(name) == ClaimKind.Bad;

    /// <summary>Whether a name says that it counts good events.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static bool IsGood(string name) => Kind(name) == ClaimKind.Good;

    /// <summary>What is wrong with such a number; null where it agrees with the counts, or the name claims nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">Where it stands, for the error.</param>
    /// <param name="text">Its value, as written.</param>
    /// <param name="good">Good events.</param>
    /// <param name="total">All events.</param>
    public static FieldProblem? Problem(string name, string field, string text, long good, long total)
    {
        if (Kind(name) is not { } kind || Number(text) is not { } value)
            return null;
        var isBad = kind is not (ClaimKind.Good or ClaimKind.GoodRatio);
        var counted = isBad ? total - good : good;
        if (Agrees(kind, value, counted, total))
            return null;
        return new FieldProblem(
            field,
            $"'{PrintableText.Escape(name)}' is {PrintableText.Escape(text.Trim())}, and by the counts beside it there "
                + (counted == 1 ? "is 1" : $"are {CountText.Whole(counted)}")
                + $" {(isBad ? "bad" : "good")} of {CountText.Of(total, "event")}",
            kind is ClaimKind.BadRatio or ClaimKind.GoodRatio ? "Give the ratio of these counts, or leave it out"
                : kind == ClaimKind.SomeBad ? "Correct the counts, which are to have these errors in them, or leave it out"
                : $"Name it {(isBad ? "Bad" : "Good")} if it counts {(isBad ? "bad" : "good")} events, or leave it out"
        );
    }

    private static bool Agrees(ClaimKind kind, double value, long counted, long total)
    {
        if (kind is ClaimKind.Bad or ClaimKind.Good)
            return value == counted;
        if (kind == ClaimKind.SomeBad)
            return value <= counted;
        if (total == 0)
            return true;
        var ratio = (double)counted / total;
        return Math.Abs(value - ratio) <= Rounding || Math.Abs((value / 100) - ratio) <= Rounding;
    }

    // With a percent sign or a decimal comma it is a number all the same; what is none claims nothing.
    private static double? Number(string text) =>
        double.TryParse(text.Trim().TrimEnd('%').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && !double.IsNaN(value)
            ? value
            : null;
}

/// <summary>The words by which names tell of errors and of success. Common ones of other languages are among them.</summary>
internal static class ClaimWords
{
    // What a name may have beside the word that decides.
    private static readonly string[] _fillers =
    [
        "events",
        "event",
        "http",
        "requests",
        "request",
        "responses",
        "response",
        "counts",
        "count",
        "numberof",
        "number",
        "total",
        "anzahl",
    ];

    private static readonly string[] _shares = ["percentage", "percent", "perc", "pct", "ratio", "rate", "share", "quote", "anteil", "%"];

    private static readonly HashSet<string> _bad = new(StringComparer.Ordinal)
    {
        "bad",
        "err",
        "errs",
        "error",
        "errors",
        "errored",
        "erreur",
        "erreurs",
        "errore",
        "errori",
        "erro",
        "erros",
        "fail",
        "fails",
        "failed",
        "failure",
        "failures",
        "fallo",
        "fallos",
        "fault",
        "faults",
        "fehler",
        "fehlerhaft",
        "nok",
        "notok",
        "unsuccessful",
        "unavailability",
        "5xx",
    };

    private static readonly HashSet<string> _good = new(StringComparer.Ordinal)
    {
        "availability",
        "erfolg",
        "erfolgreich",
        "good",
        "ok",
        "sli",
        "success",
        "successes",
        "successful",
        "succeeded",
        "verf\u00FCgbarkeit",
        "verfuegbarkeit",
    };

    // One kind of error, in the middle of a name or as all of it.
    private static readonly string[] _parts =
    [
        "5xx",
        "abort",
        "ausfall",
        "ausf\u00E4lle",
        "crash",
        "echec",
        "\u00E9chec",
        "erreur",
        "error",
        "exception",
        "fail",
        "fallid",
        "fault",
        "fehler",
        "fehlgeschlagen",
        "outage",
        "rejected",
        "timedout",
        "timeout",
        "unavailable",
        "unsuccess",
    ];

    // Such a name is of a limit, a time, or something else that is not counted.
    private static readonly string[] _others =
    [
        "allowed",
        "budget",
        "burn",
        "default",
        "duration",
        "failover",
        "latency",
        "limit",
        "millis",
        "objective",
        "seconds",
        "target",
        "threshold",
    ];

    private static readonly HashSet<string> _units = new(
        ["ms", "s", "sec", "secs", "min", "p95", "p99", "id", "code"],
        StringComparer.Ordinal
    );

    /// <summary>The word that decides, and whether the name is of a share.</summary>
    public static (string Word, bool IsRatio) Strip(string name)
    {
        var (word, isRatio) = (Plain(name), false);
        for (var again = true; again; )
        {
            again = false;
            foreach (var (part, share) in _fillers.Select(f => (f, false)).Concat(_shares.Select(s => (s, true))))
            {
                if (word.Length <= part.Length)
                    continue;
                var end = word.EndsWith(part, StringComparison.Ordinal);
                if (!end && !word.StartsWith(part, StringComparison.Ordinal))
                    continue;
                word = end ? word.Substring(0, word.Length - part.Length) : word.Substring(part.Length);
                (isRatio, again) = (isRatio || share, true);
            }
        }

        return (word, isRatio);
    }

    public static bool IsBad(string word) => _bad.Contains(word);

    public static bool IsGood(string word) => _good.Contains(word);

    /// <summary>Whether a word of errors is one of their share.</summary>
    public static bool IsBadShare(string word) => word == "unavailability";

    /// <summary>Whether a word of success is one of its share.</summary>
    public static bool IsGoodShare(string word) => word is "availability" or "sli" or "verf\u00FCgbarkeit" or "verfuegbarkeit";

    /// <summary>Whether a name tells of errors of some kind, such as <c>upstream_timeouts</c> or <c>status_503</c>.</summary>
    public static bool TellsOfErrors(string name)
    {
        var words = Words(name);
        var plain = Plain(name);
        return !words.Any(_units.Contains)
            && !_others.Any(o => plain.IndexOf(o, StringComparison.Ordinal) >= 0)
            && (_parts.Any(p => plain.IndexOf(p, StringComparison.Ordinal) >= 0) || words.Any(w => IsBad(w) || IsServerError(w)));
    }

    private static bool IsServerError(string word) => word.Length == 3 && word[0] == '5' && word.All(c => c is >= '0' and <= '9');

    private static string Plain(string name) =>
        string.Concat(Words(name)) + (name.TrimEnd().EndsWith("%", StringComparison.Ordinal) ? "%" : "");

    // By what is neither letter nor digit, and where a capital follows a small letter.
    private static string[] Words(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
                text.Append(' ');
            text.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }

        return text.ToString().Split([' '], StringSplitOptions.RemoveEmptyEntries);
    }
}
