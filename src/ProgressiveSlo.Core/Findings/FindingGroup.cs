using ProgressiveSlo.Text;

namespace ProgressiveSlo.Findings;

/// <summary>Findings that say the same, at several places: reports show them once.</summary>
/// <param name="Findings">The findings, at least one, in the order in which they came.</param>
internal sealed record FindingGroup(IReadOnlyList<SloFinding> Findings)
{
    private const int MostPlaces = 3;

    /// <summary>The finding for all.</summary>
    public SloFinding First => Findings[0];

    /// <summary>The fields, when all are the same; otherwise the first one and a sign that there are others.</summary>
    public string Field =>
        Findings.All(f => f.Field == First.Field) ? First.Field
        : First.Field.Length == 0 ? ""
        : First.Field + ", …";

    /// <summary>Groups findings by severity, code and text, in the order of the first of each.</summary>
    public static IReadOnlyList<FindingGroup> Of(IEnumerable<SloFinding> findings) =>
        [
            .. findings
                .GroupBy(f => (f.Severity, f.Code, f.Message, f.Guidance, f.IgnoredBy, f.IgnoreReason))
                .Select(g => new FindingGroup([.. g])),
        ];

    /// <summary>The first places, and how many more there are.</summary>
    public string Places()
    {
        var places = Findings.Select(f => PlaceText.Format(f.Path, f.Line, f.Column)).Where(p => p.Length > 0).Distinct().ToArray();
        return string.Join(", ", places.Take(MostPlaces))
            + (places.Length > MostPlaces ? $" and {CountText.Whole(places.Length - MostPlaces)} more" : "");
    }
}

/// <summary>One line that counts findings.</summary>
internal static class FindingSummary
{
    /// <summary><c>12 files, 3 errors, 5 warnings, 9 notes, 2 ignored</c>: files with findings where there are any, and so what is ignored.
    /// </summary>
    public static string Text(IReadOnlyCollection<SloFinding> findings)
    {
        var shown = findings.Where(f => f.IgnoredBy == FindingIgnore.None).ToArray();
        var files = findings.Where(f => f.Path.Length > 0).Select(f => f.Path).Distinct().Count();
        var ignored = findings.Count - shown.Length;
        string[] parts =
        [
            files == 0 ? "" : CountText.Of(files, "file"),
            CountText.Of(Count(FindingSeverity.Error), "error"),
            CountText.Of(Count(FindingSeverity.Warning), "warning"),
            CountText.Of(Count(FindingSeverity.Information), "note"),
            ignored == 0 ? "" : CountText.Whole(ignored) + " ignored",
        ];
        return string.Join(", ", parts.Where(p => p.Length > 0));

        int Count(FindingSeverity severity) => shown.Count(f => f.Severity == severity);
    }
}
