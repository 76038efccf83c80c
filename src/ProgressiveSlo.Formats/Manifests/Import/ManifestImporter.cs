using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Import;

/// <summary>
/// Reads manifests of every format that is known, one file after the other. What is wrong with one document does not stop the
/// others. Documents that refer to others wait until <see cref="Complete"/>; all else is done with its file, and takes no memory after.
/// </summary>
public sealed class ManifestImporter
{
    // Rule files of a large service are larger than any spec that people write.
    private static readonly DocumentLimits _limits = DocumentLimits.Default with { Bytes = 64 * 1024 * 1024, Nodes = 5_000_000 };

    private readonly string? _format;
    private readonly Action<ManifestDocument>? _seen;
    private readonly Action<string, DocumentText, IReadOnlyList<YamlNode>>? _loaded;
    private readonly List<(IManifestReader Reader, ManifestDocument Document)> _waiting = [];

    /// <summary>The language of queries whose document does not say it itself.</summary>
    public QueryDialect Dialect { get; init; }

    /// <summary>The version of the Prometheus that runs the queries; null for the newest.</summary>
    public PrometheusVersion? PrometheusVersion { get; init; }

    /// <summary>Starts reading.</summary>
    /// <param name="format">The format that every document must have, or null for any.</param>
    public ManifestImporter(string? format = null) => _format = format;

    /// <summary>Starts reading, and shows each document to somebody else too.</summary>
    /// <param name="seen">Takes each document that is read.</param>
    /// <param name="loaded">Takes the path as the user knows it, the text and the trees of each file that is YAML.</param>
    internal ManifestImporter(Action<ManifestDocument> seen, Action<string, DocumentText, IReadOnlyList<YamlNode>> loaded) =>
        (_seen, _loaded) = (seen, loaded);

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="format">The format that every document must have, or null for any.</param>
    public static ManifestReadResult ReadText(string text, string? format = null)
    {
        var importer = new ManifestImporter(format);
        var result = new ManifestReadResult();
        importer.Read(text, "", result);
        importer.Complete(result);
        return result;
    }

    /// <summary>Reads files.</summary>
    /// <param name="files">Full paths, with the paths as the user knows them.</param>
    /// <param name="format">The format that every document must have, or null for any.</param>
    public static ManifestReadResult ReadFiles(IEnumerable<(string Full, string Display)> files, string? format = null)
    {
        if (files is null)
            throw new ArgumentNullException(nameof(files));
        var importer = new ManifestImporter(format);
        var result = new ManifestReadResult();
        foreach (var (full, display) in files)
            importer.ReadFile(full, display, result);
        importer.Complete(result);
        return result;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="result">Takes definitions and problems.</param>
    /// <param name="isFound">Whether a folder or a wildcard brought the file along: what is about something else than SLOs is skipped then,
    /// and is a problem in a file that was given by its name.</param>
    public void ReadFile(string path, string displayPath, ManifestReadResult result, bool isFound = false) =>
        Read(
            () => DocumentFile.Open(path, displayPath, _limits),
            displayPath,
            result ?? throw new ArgumentNullException(nameof(result)),
            isFound
        );

    /// <summary>Reads a file whose bytes came from elsewhere.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="displayPath">The path as the user knows it.</param>
    /// <param name="result">Takes definitions and problems.</param>
    /// <param name="isFound">As of <see cref="ReadFile"/>.</param>
    public void ReadContent(byte[] content, string displayPath, ManifestReadResult result, bool isFound = false) =>
        Read(
            () => DocumentFile.Open(content, displayPath, _limits),
            displayPath,
            result ?? throw new ArgumentNullException(nameof(result)),
            isFound
        );

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="displayPath">Name for errors; empty for none.</param>
    /// <param name="result">Takes definitions and problems.</param>
    public void Read(string text, string displayPath, ManifestReadResult result)
    {
        var source = DocumentText.Of(text);
        Read(() => source, displayPath, result ?? throw new ArgumentNullException(nameof(result)), isFound: false);
    }

    /// <summary>Reads the documents that waited for others.</summary>
    /// <param name="result">Takes definitions and problems.</param>
    public void Complete(ManifestReadResult result)
    {
        foreach (var family in _waiting.GroupBy(w => w.Reader))
        {
            var siblings = new DocumentSet(family.Select(w => w.Document).ToArray());
            foreach (var document in siblings)
                family.Key.Read(document, siblings, result);
        }

        _waiting.Clear();
    }

    private void Read(Func<DocumentText> open, string displayPath, ManifestReadResult result, bool isFound)
    {
        try
        {
            LargeDocument.Release(ReadDocuments(open, displayPath, result, isFound));
        }
        catch (SloDocumentException e)
        {
            result.Add(e.Problems);
        }
    }

    // Returns the size of the text.
    private long ReadDocuments(Func<DocumentText> open, string displayPath, ManifestReadResult result, bool isFound)
    {
        var documents = Documents(open, displayPath, result, isFound, out var size);
        LargeDocument.Release(size);
        if (documents?.Length == 0)
            result.Add(UnrecognizedDocument.Empty(displayPath));

        // What stands beside an SLO or rules in one file, such as the Service that they are of, is nothing that was given by mistake.
        var isBeside = documents?.Any(d => Reader(d) is not null) == true;
        foreach (var document in documents ?? [])
            Read(document, result, isFound, isBeside);
        return size;
    }

    // Null for what is skipped. The text is let go before the documents are read: of a large file it is as much again as they are.
    private ManifestDocument[]? Documents(
        Func<DocumentText> open,
        string displayPath,
        ManifestReadResult result,
        bool isFound,
        out long size
    )
    {
        var text = open();
        size = text.Size;
        try
        {
            return Documents(text, displayPath);
        }
        catch (SloDocumentException e) when (isFound && !NearMissDetector.IsMentionedIn(text.ToString()))
        {
            // Charts and other tools' files have tags and templates in them that make them no YAML.
            result.Add(
                new SkippedDocument(
                    displayPath,
                    e.Problems[0].Line,
                    "no YAML",
                    "it is not YAML that can be read, and no word of SLOs or rules is in it"
                )
            );
            return null;
        }
    }

    /// <summary>Reads a document that somebody else has loaded.</summary>
    /// <returns>Whether it has a format that is known.</returns>
    internal bool TryRead(ManifestDocument document, ManifestReadResult result)
    {
        if (Reader(document) is null)
            return false;
        Read(document, result, isFound: false, isBeside: false);
        return true;
    }

    private void Read(ManifestDocument document, ManifestReadResult result, bool isFound, bool isBeside)
    {
        var reader = Reader(document);
        var meant = reader is null ? NearMissDetector.Problem(document) : null;
        if (
            ((isFound || isBeside) && reader is null && meant is null)
            || (isFound && _seen is null && AlertWindowsReader.Recognises(document))
        )
        {
            result.Add(UnrecognizedDocument.Skipped(document));
            return;
        }

        _seen?.Invoke(document);
        if (KubernetesList.IsEmpty(document.Root))
            result.Add(UnrecognizedDocument.EmptyList(document));
        else if (reader is null)
            result.Add(meant ?? UnrecognizedDocument.Problem(document));
        else if (_format is not null && !string.Equals(reader.Format, _format, StringComparison.OrdinalIgnoreCase))
            result.Add(UnrecognizedDocument.OtherFormat(document, reader.Format, _format));
        else if (reader.NeedsSiblings)
            _waiting.Add((reader, document));
        else
            reader.Read(document, [document], result);
    }

    private static IManifestReader? Reader(ManifestDocument document) =>
        ManifestFormats.Readers.FirstOrDefault(r => r.Recognises(document));

    // A document that is a list of objects counts as as many documents; so does what kubectl get writes.
    private ManifestDocument[] Documents(DocumentText text, string displayPath)
    {
        var loaded = YamlLoader.Load(text, displayPath, _limits);
        _loaded?.Invoke(displayPath, text, loaded);
        var roots = loaded
            .SelectMany(root =>
                (
                    root is YamlList items && !RuleSearch.IsGroups(items) && items.Items.Any(IsMeant)
                        ? items.Items
                        : KubernetesList.Items(root)
                )
                    is { Count: > 0 } list
                    ? list
                    : [root]
            )
            .ToArray();
        return roots
            .SelectMany((root, i) => Embedded(root, text, displayPath) ?? [new ManifestDocument(root, displayPath, i, roots.Length)])
            .Select(d => d with { Dialect = Dialect, PrometheusVersion = PrometheusVersion })
            .ToArray();
    }

    // Each file of a ConfigMap is a file of its own; null where there is none.
    private static IEnumerable<ManifestDocument>? Embedded(YamlNode root, DocumentText text, string displayPath) =>
        EmbeddedManifests.Find(root, text, displayPath, _limits, IsKnown) is { Count: > 0 } found
            ? found.Select(file => new ManifestDocument(file, displayPath, 0, found.Count))
            : null;

    private static bool IsKnown(YamlNode root) => Reader(new ManifestDocument(root, "", 0, 1)) is not null;

    private static bool IsMeant(YamlNode item)
    {
        var document = new ManifestDocument(item, "", 0, 1);
        return Reader(document) is not null || NearMissDetector.Problem(document) is not null;
    }
}
