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
            if (!(context.IsV2 ? OpenSloNames.IsAnnotationKey(key) : OpenSloNames.IsLabelKey(key)))
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
    /// <summary>The key of a label: Kubernetes' without a prefix.</summary>
    public static bool IsLabelKey(string text) => KubernetesNames.IsWord(text);

    /// <summary>The key of an annotation: Kubernetes', whose prefix has no part of more than 63 characters.</summary>
    public static bool IsAnnotationKey(string text) =>
        KubernetesNames.IsKey(text)
        && (text.IndexOf('/') < 0 || text.Substring(0, text.IndexOf('/')).Split('.').All(KubernetesNames.IsDnsLabel));

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
}
