using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>The metadata of an object.</summary>
/// <param name="Name">Its name, an RFC 1123 label.</param>
/// <param name="DisplayName">Its name for people, or null.</param>
/// <param name="Labels">Labels; several values of one are joined by a comma.</param>
/// <param name="Annotations">Annotations.</param>
internal sealed record OpenSloMetadata(
    string Name,
    string? DisplayName,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations
)
{
    public static OpenSloMetadata? Read(MapReader parent, OpenSloContext context, bool isAlpha = false, SourceMap? places = null)
    {
        if (parent.Map("metadata", required: true) is not { } map)
            return null;
        places?.Add("name", map, "name");
        var name = map.Name("name");
        var display = map.OptionalText("displayName") is { Length: > 0 } text ? text : null;
        map.AtMost("displayName", display, OpenSloSchema.LongestDisplayName);
        var labels = isAlpha ? new Dictionary<string, string>() : ReadLabels(map, context, places);
        var annotations = isAlpha ? new Dictionary<string, string>() : ReadAnnotations(map, context, places);
        map.ReportUnknownKeys();
        return new OpenSloMetadata(name, display, labels, annotations);
    }

    private static Dictionary<string, string> ReadLabels(MapReader metadata, OpenSloContext context, SourceMap? places)
    {
        var labels = new Dictionary<string, string>();
        places?.Add("labels", metadata, "labels");
        if (metadata.Map("labels", required: false) is not { } map)
            return labels;
        foreach (var (key, node) in map.Entries())
        {
            places?.Add("labels." + key, node, map.Path(key));
            if (!OpenSloNames.IsLabelKey(key))
                map.Problem(
                    node,
                    ServiceName.Printable(key),
                    "The key is not one of a label in OpenSLO",
                    "Use 1 to 63 letters, digits, '-', '.' and '_', first and last a letter or digit",
                    "LabelNameInvalid"
                );
            if (Values(node) is not { } values)
                map.Problem(
                    node,
                    key,
                    $"Expected text or a list of texts, found {node.Kind}",
                    "Write one text, or texts each with '- ' before it"
                );
            else
                labels[key] = Joined(map, key, values, context);
        }

        return labels;
    }

    private static string Joined(MapReader labels, string key, string[] values, OpenSloContext context)
    {
        var text = string.Join(",", values);
        if (values.Length > 1)
            context.AddLoss(labels, key, $"A label has one value here; several values became '{text}'");
        return text;
    }

    private static string[]? Values(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => [scalar.IsNull ? "" : scalar.Value],
            YamlList list when list.Items.All(i => i is YamlScalar { IsNull: false }) => list
                .Items.Select(i => ((YamlScalar)i).Value)
                .ToArray(),
            _ => null,
        };

    private static IReadOnlyDictionary<string, string> ReadAnnotations(MapReader metadata, OpenSloContext context, SourceMap? places)
    {
        places?.Add("annotations", metadata, "annotations");
        var annotations = TextsYaml.Read(metadata, "annotations", context.Problems, places);
        foreach (var key in annotations.Keys.Where(k => !OpenSloNames.IsAnnotationKey(k)))
        {
            var field = "annotations." + ServiceName.Printable(key);
            var node = metadata.NodeOf("annotations") is YamlMap map ? map.Find(key)! : metadata.Node;
            metadata.Problem(
                node,
                field,
                "The key is not one of an annotation in OpenSLO",
                "Use 1 to 63 letters, digits, '-', '.' and '_', or a DNS name, '/' and such a word, for example my-domain.org/my-key",
                "LabelNameInvalid"
            );
        }

        return annotations;
    }
}

/// <summary>Which names and keys OpenSLO accepts.</summary>
internal static class OpenSloNames
{
    private const int LongestLabel = 63;

    private const int LongestPrefix = 253;

    /// <summary>An RFC 1123 label: lower-case letters, digits and '-', 1 to 63, first and last no '-'.</summary>
    public static bool IsDnsLabel(string text) => IsDnsLabel(text, 0, text.Length);

    /// <summary>The key of a label: letters, digits, '-', '.' and '_', 1 to 63, first and last a letter or digit.</summary>
    public static bool IsLabelKey(string text) => IsKey(text, 0);

    /// <summary>The key of an annotation: as that of a label, with or without a DNS name and '/' before it.</summary>
    public static bool IsAnnotationKey(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return IsKey(text, 0);
        if (slash > LongestPrefix || !IsKey(text, slash + 1))
            return false;
        for (var from = 0; from <= slash; )
        {
            var to = text.IndexOf('.', from, slash - from);
            to = to < 0 ? slash : to;
            if (!IsDnsLabel(text, from, to))
                return false;
            from = to + 1;
        }

        return true;
    }

    /// <summary>How many characters a text has, as a reader would count.</summary>
    public static int Length(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }

        return count;
    }

    private static bool IsDnsLabel(string text, int from, int to)
    {
        if (to - from is < 1 or > LongestLabel || text[from] == '-' || text[to - 1] == '-')
            return false;
        for (var i = from; i < to; i++)
        {
            if (text[i] is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        }

        return true;
    }

    private static bool IsKey(string text, int from)
    {
        if (text.Length - from is < 1 or > LongestLabel || !IsLetterOrDigit(text[from]) || !IsLetterOrDigit(text[text.Length - 1]))
            return false;
        for (var i = from; i < text.Length; i++)
        {
            if (!IsLetterOrDigit(text[i]) && text[i] is not ('-' or '.' or '_'))
                return false;
        }

        return true;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
