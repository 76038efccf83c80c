using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// Reads the documents of one tool's format. To add a format: a class with this interface, and a line in <see cref="ManifestFormats"/>.
/// </summary>
internal interface IManifestReader
{
    /// <summary>The format's name, as users write it; the same as its writer's, where there is one.</summary>
    string Format { get; }

    /// <summary>What a document of this format begins with, for the error about one that misses it.</summary>
    IReadOnlyList<DocumentSignature> KnownHeads { get; }

    /// <summary>Whether documents refer to others, so that all of them have to be there before one is read.</summary>
    bool NeedsSiblings { get; }

    /// <summary>Whether the document is of this format, by its head alone. A document may be of one format only.</summary>
    bool Recognises(ManifestDocument document);

    /// <summary>Reads one document. Problems go to the result and end the document, or the one definition in it, that has them.</summary>
    /// <param name="document">A document that it recognises.</param>
    /// <param name="siblings">Where references are looked up: all documents of the call that this reader recognises, this one too. Only
    /// this one when <see cref="NeedsSiblings"/> is false.</param>
    /// <param name="result">Takes definitions, problems and losses.</param>
    void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result);
}

/// <summary>What a document of a format begins with.</summary>
/// <param name="Key">The key that tells the format, such as <c>apiVersion</c>.</param>
/// <param name="Value">Its value, or empty when the key alone tells it.</param>
/// <param name="Kind">The kind of the documents that hold SLOs or rules, or null when the format has no kinds.</param>
internal sealed record DocumentSignature(string Key, string Value, string? Kind = null)
{
    /// <summary>The key of Kubernetes objects and what is made like them.</summary>
    public const string ApiVersion = "apiVersion";

    /// <summary>Whether everything of the API group is about SLOs. Prometheus' operator has many other objects in its own.</summary>
    public bool OwnsGroup { get; init; } = true;

    /// <summary>The API group: the value up to its version.</summary>
    public string Group => GroupOf(Value);

    /// <summary>The API group of a value of <c>apiVersion</c>.</summary>
    public static string GroupOf(string version) => version.IndexOf('/') is >= 0 and var slash ? version.Substring(0, slash) : version;

    /// <summary>The head as people write it.</summary>
    public override string ToString() =>
        Value.Length == 0 ? $"{Key} (a Prometheus rule file)"
        : Kind is null ? $"{Key}: {Value}"
        : $"{Key}: {Value}, kind: {Kind}";
}

/// <summary>What came of reading manifests.</summary>
public sealed class ManifestReadResult
{
    private readonly List<SloDefinition> _definitions = [];
    private readonly List<DocumentProblem> _problems = [];
    private readonly HashSet<(string Path, int Line)> _generated = [];
    private readonly List<SkippedDocument> _passedOver = [];

    /// <summary>The definitions, in the order of the documents.</summary>
    public IReadOnlyList<SloDefinition> Definitions => _definitions;

    /// <summary>What could not be read, in the order in which it was found.</summary>
    public IReadOnlyList<DocumentProblem> Problems => _problems;

    /// <summary>Documents about something else that a folder or a wildcard brought along.</summary>
    public IReadOnlyList<SkippedDocument> Skipped => _passedOver;

    /// <summary>Adds a definition.</summary>
    /// <param name="definition">The definition.</param>
    public void Add(SloDefinition definition) => _definitions.Add(definition);

    /// <summary>Adds a problem.</summary>
    /// <param name="problem">The problem.</param>
    public void Add(DocumentProblem problem) => _problems.Add(problem);

    /// <summary>Adds a document that is skipped.</summary>
    /// <param name="document">The document.</param>
    public void Add(SkippedDocument document) => _passedOver.Add(document);

    /// <summary>Adds problems.</summary>
    /// <param name="problems">The problems.</param>
    public void Add(IEnumerable<DocumentProblem> problems) => _problems.AddRange(problems);

    /// <summary>Notes rules that a generator made, by their lines: what is wrong with them is said of their definition.</summary>
    internal void AddGenerated(string path, IEnumerable<int> lines) => _generated.UnionWith(lines.Select(l => (path, l)));

    /// <summary>Whether a generator made the rule in a line.</summary>
    internal bool IsGenerated(string path, int line) => _generated.Contains((path, line));
}

/// <summary>A document that a folder or a wildcard brought along, and that is about something else than SLOs.</summary>
/// <param name="Path">The file as the user knows it.</param>
/// <param name="Line">Line, from 1; 0 when it is the whole file.</param>
/// <param name="Kind">What it is, in one or two words: its kind where it has one, such as <c>Deployment</c>.</param>
/// <param name="Reason">More words on what it is, or why it was skipped.</param>
public sealed record SkippedDocument(string Path, int Line, string Kind, string Reason);
