using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// The evidence of the files of one call. A service that stands there more than once has no evidence: one piece of it may be better than
/// the other, and whoever asks the gate with both gets two answers. A file that is named twice is one file.
/// </summary>
internal sealed class EvidenceOfFiles
{
    private readonly List<Item> _items = [];
    private readonly Dictionary<string, List<Item>> _byService = new(StringComparer.Ordinal);
    private int _reading;

    /// <summary>All evidence in the order of the files, each with its file.</summary>
    public IEnumerable<(SloEvidence Evidence, string Display)> All => _items.Select(i => (i.Evidence, i.Display));

    /// <summary>What follows is of another file, or of the same one again.</summary>
    public void BeginFile() => _reading++;

    /// <summary>Takes evidence.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="full">Full path of its file.</param>
    /// <param name="display">The file as the user knows it.</param>
    public void Add(SloEvidence evidence, string full, string display)
    {
        var item = new Item(evidence, full, display, _reading);
        _items.Add(item);
        var service = evidence.Service ?? "";
        if (!_byService.TryGetValue(service, out var items))
            _byService.Add(service, items = []);
        items.Add(item);
    }

    /// <summary>Why evidence is refused; null where it is the only one of its service.</summary>
    public DocumentProblem? Problem(SloEvidence evidence)
    {
        var items = _byService[evidence.Service ?? ""];
        var own = items.First(i => ReferenceEquals(i.Evidence, evidence));
        if (items.FirstOrDefault(i => IsOther(own, i)) is not { } other)
            return null;
        var name = evidence.Service is { } service
            ? $"'{ServiceName.Printable(ServiceName.InNamespace(service, evidence.Namespace))}'"
            : "a service that is not named";
        return new DocumentProblem(
            own.Display,
            0,
            0,
            new FieldProblem(
                "Service",
                own.Full == other.Full
                    ? $"The evidence of {name} stands here more than once"
                    : $"The evidence of {name} stands in two files: '{PrintableText.Escape(other.Display)}' has it, too",
                "Find out which counts are right, and give one file and one namespace for each service"
            )
        );
    }

    // Evidence without a namespace may be that of any.
    private static bool IsOther(Item own, Item other) =>
        !ReferenceEquals(own, other)
        && (own.Reading == other.Reading || own.Full != other.Full)
        && (own.Evidence.Namespace is null || other.Evidence.Namespace is null || own.Evidence.Namespace == other.Evidence.Namespace);

    private sealed record Item(SloEvidence Evidence, string Full, string Display, int Reading);
}
