using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Collects the problems of one document, so that a user fixes them all at once. Finds where a field stands.</summary>
internal sealed class ProblemList(string path)
{
    private const int Most = 20;

    private readonly List<DocumentProblem> _problems = [];
    private YamlNode? _root;

    public bool Any => _problems.Count > 0;

    /// <summary>How many there were, also those that are too many to be kept.</summary>
    public int Count { get; private set; }

    /// <summary>The problems so far, in the order of the document.</summary>
    public IReadOnlyList<DocumentProblem> InOrder => _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToArray();

    /// <summary>Says which node the paths of fields begin at.</summary>
    public void BeginAt(YamlNode root) => _root = root;

    public void Add(YamlNode node, string field, string message, string fix, string code = "", bool isKept = false)
    {
        Count++;
        if (_problems.Count < Most)
            _problems.Add(
                new DocumentProblem(path, node.Line, node.Column, new FieldProblem(field, message, fix) { Code = code, IsKept = isKept })
            );
    }

    /// <summary>Adds a problem that the domain found; its place is that of the field, or of the nearest one around it.</summary>
    public void Add(FieldProblem problem, YamlNode otherwise)
    {
        var place = _root is null ? null : FieldLocator.Find(_root, problem.Field);
        Add(place ?? otherwise, problem.Field, problem.Message, problem.Fix, problem.Code);
    }

    /// <summary>Throws when there is any problem; the first ones in the order of the document.</summary>
    public void ThrowIfAny()
    {
        if (Any)
            throw new SloDocumentException(InOrder);
    }
}

/// <summary>Finds the node of a field by its path, such as <c>phases[1].targets.availability</c>.</summary>
internal static class FieldLocator
{
    /// <summary>The node of the field, or of the nearest one around it that is there; null when not even the first part is.</summary>
    public static YamlNode? Find(YamlNode root, string field)
    {
        YamlNode? found = null;
        var node = root;
        foreach (var part in field.Replace("[", ".[").Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                YamlMap map => map.Find(part),
                YamlList list when Index(part) is { } index && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
                break;
            found = node = next;
        }

        return found;
    }

    private static int? Index(string part) =>
        part.Length > 2
        && part[0] == '['
        && int.TryParse(part.Substring(1, part.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
