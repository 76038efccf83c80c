using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>What folders and wildcards brought along and was skipped: a line for each document, and one sentence for all.</summary>
internal sealed class SkippedSummary
{
    private const int MostKinds = 4;

    // Only counts are kept: a repository may have tens of thousands of such documents.
    private readonly Dictionary<string, int> _kinds = [];
    private int _files;
    private int _documents;

    /// <summary>Whether there is anything to tell.</summary>
    public bool Any => _documents > 0;

    /// <summary>Counts what was skipped in a file.</summary>
    public void Add(IReadOnlyList<SkippedDocument> documents)
    {
        _files += documents.Count > 0 ? 1 : 0;
        _documents += documents.Count;
        foreach (var document in documents)
        {
            _kinds.TryGetValue(document.Kind, out var count);
            _kinds[document.Kind] = count + 1;
        }
    }

    /// <summary>A document in one line.</summary>
    public static string Line(SkippedDocument document) =>
        string.Format(
            CultureInfo.InvariantCulture,
            "{0}{1}: skipped: {2}.",
            PrintableText.Escape(document.Path),
            document.Line > 0 ? $"({document.Line.ToString(CultureInfo.InvariantCulture)})" : "",
            document.Reason
        );

    /// <summary>All in one sentence, the most frequent kinds first.</summary>
    public override string ToString()
    {
        var kinds = _kinds.OrderByDescending(k => k.Value).ThenBy(k => k.Key, System.StringComparer.Ordinal).ToArray();
        var told = kinds.Take(MostKinds).Select(k => $"{k.Key} ({CountText.Whole(k.Value)})").ToList();
        if (kinds.Length > MostKinds)
            told.Add($"other kinds ({CountText.Whole(kinds.Skip(MostKinds).Sum(k => k.Value))})");
        return $"Skipped {CountText.Of(_documents, "document")} in {CountText.Of(_files, "file")} that are neither SLO "
            + $"manifests nor rule files: {string.Join(", ", told)}. -Verbose names each.";
    }
}
