using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Evidence;

/// <summary>
/// Names that the module knows from evidence as a whole, and that a row of counts has no place for: incidents, doubts about the answer. Left
/// out without a word, a row that says of itself that it is partial would open the gate.
/// </summary>
internal static class RowDoubts
{
    private static readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase)
    {
        "availabilitystddev",
        "exclusions",
        "incident",
        "incidents",
        "incidentslast30d",
        "incidentcount",
        "incomplete",
        "isincomplete",
        "ispartial",
        "partial",
        "partialanswer",
        "partialresponse",
        "warning",
        "warnings",
    };

    private static readonly HashSet<string> _partial = new(
        ["ispartial", "partialanswer", "partialresponse", "incomplete", "isincomplete"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> _places = new(
        ["cluster", "datacenter", "dc", "env", "environment", "region", "stage", "umgebung", "zone"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> _stages = new(["env", "environment", "stage", "umgebung"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name belongs to evidence as a whole.</summary>
    public static bool IsKnown(string name) => _known.Contains(Normalize(name));

    /// <summary>Whether a name says, with other words, that the answer was partial.</summary>
    public static bool IsPartial(string name) => _partial.Contains(Normalize(name));

    /// <summary>Whether a name says where something runs, as a namespace does.</summary>
    public static bool IsPlace(string name) => _places.Contains(Normalize(name));

    /// <summary>What to do about a value in a row; null where it says nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">Where it stands, for the error.</param>
    /// <param name="text">The value.</param>
    public static FieldProblem? Problem(string name, string field, string text) =>
        !IsKnown(name)
        || text.Trim().Trim('[', ']', '{', '}').Length == 0
        || bool.FalseString.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == 0)
            ? null
            : new FieldProblem(
                field,
                $"'{PrintableText.Escape(name)}' is '{PrintableText.Escape(text.Trim())}', which is said of evidence as a whole, and a row "
                    + "of counts has no place for it",
                "Give evidence with its days as JSON, where it counts, or leave the column out if it means something else"
            );

    /// <summary>What the user should know of where rows come from; null where nothing is odd.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace, or null.</param>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">Its values, each once.</param>
    public static string? PlaceText(string? service, string? @namespace, string name, IReadOnlyCollection<string> values)
    {
        const int Most = 3;
        var shown =
            string.Join(", ", values.Take(Most).Select(v => $"'{PrintableText.Escape(v)}'")) + (values.Count > Most ? ", \u2026" : "");
        var what = $"'{PrintableText.Escape(service ?? "")}'";
        if (values.Count > 1)
            return $"The counts of {what} are of {CountText.Whole(values.Count)} values of '{PrintableText.Escape(name)}' ({shown}), and were "
                + "taken together.";
        var expected = @namespace ?? Planning.SloPlanner.DefaultNamespace;
        return
            values.Count == 0
            || !_stages.Contains(Normalize(name))
            || string.Equals(values.First(), expected, StringComparison.OrdinalIgnoreCase)
            || (values.First().Length >= 4 && expected.StartsWith(values.First(), StringComparison.OrdinalIgnoreCase))
            ? null
            : $"The counts of {what} say {PrintableText.Escape(name)} {shown}, and not '{PrintableText.Escape(expected)}'.";
    }

    private static string Normalize(string name) => name.Trim().Replace("_", "").Replace(" ", "").Replace("-", "");
}
