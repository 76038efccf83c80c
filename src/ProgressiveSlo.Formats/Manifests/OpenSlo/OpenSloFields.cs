using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Reads fields by the rules of OpenSLO's own validator (OpenSLO/go-sdk).</summary>
internal static class OpenSloFields
{
    private const string NameRule = "Use 1 to 63 lower-case letters, digits and '-', first and last a letter or digit";

    /// <summary>The name of an object, or a reference to one; empty, with a problem noted, when it is not a name.</summary>
    public static string Name(this MapReader map, string key)
    {
        var name = map.RequiredText(key);
        if (map.Has(key) && !KubernetesNames.IsDnsLabel(name))
            map.Problem(
                map.NodeOf(key),
                key,
                $"'{ServiceName.Printable(name)}' is not a name in OpenSLO",
                NameRule + Suggestion(name),
                "NameInvalid"
            );
        return name;
    }

    /// <summary>The same where the name may be left out, or be empty.</summary>
    public static string? OptionalName(this MapReader map, string key) =>
        map.Has(key) && map.OptionalText(key) is not { Length: 0 } ? map.Name(key) : null;

    /// <summary>Text that must not be empty.</summary>
    public static string FilledText(this MapReader map, string key)
    {
        var text = map.RequiredText(key);
        if (text.Length == 0 && map.Has(key))
            map.Problem(map.NodeOf(key), key, "The text is empty", "Write one line of text");
        return text;
    }

    public static string? Description(this MapReader map)
    {
        const string Key = "description";
        var text = map.OptionalLines(Key);
        map.AtMost(Key, text, OpenSloSchema.LongestDescription);
        return text;
    }

    public static void AtMost(this MapReader map, string key, string? text, int most)
    {
        if (text is null || OpenSloNames.Length(text) is var length && length <= most)
            return;
        var allowed = most.ToString(CultureInfo.InvariantCulture);
        map.Problem(
            map.NodeOf(key),
            key,
            $"The text has {length.ToString(CultureInfo.InvariantCulture)} characters, and OpenSLO allows {allowed}",
            $"Shorten it to {allowed} characters",
            "TextTooLong"
        );
    }

    /// <summary>One of a few words; null, with a problem noted, when it is another one.</summary>
    public static string? Word(this MapReader map, string key, bool required, params string[] words)
    {
        var text = required ? map.RequiredText(key) : map.OptionalText(key);
        if (!map.Has(key) || words.Contains(text))
            return map.Has(key) ? text : null;
        map.Problem(
            map.NodeOf(key),
            key,
            $"'{ServiceName.Printable(text ?? "")}' is not known here",
            words.Length == 1 ? $"Write {words[0]}" : "Write one of " + string.Join(", ", words)
        );
        return null;
    }

    /// <summary>The one of some keys that is there; null, with a problem noted, when none is or several are.</summary>
    public static string? ExactlyOne(this MapReader map, params string[] keys)
    {
        var found = keys.Where(map.Has).ToArray();
        if (found.Length == 1)
            return found[0];
        if (found.Length == 0)
            map.Problem(map.Node, keys[0], "None of " + string.Join(" and ", keys) + " is there", "Write one of them");
        else
            map.Problem(map.NodeOf(found[1]), found[1], string.Join(" and ", found) + " exclude each other", "Keep one of them");
        return null;
    }

    public static OpenSloDuration Shorthand(this MapReader map, string key)
    {
        var text = map.RequiredText(key);
        if (OpenSloDuration.TryParse(text, out var duration) || !map.Has(key))
            return duration;
        map.Problem(
            map.NodeOf(key),
            key,
            $"'{ServiceName.Printable(text)}' is not a duration in OpenSLO",
            "Write a whole number and one unit of m, h, d, w, M (month), Q (quarter), Y (year), for example 30d",
            "DurationInvalid"
        );
        return default;
    }

    public static decimal? OptionalNumber(this MapReader map, string key, string example) =>
        map.Has(key) ? map.Decimal(key, example) : null;

    private static string Suggestion(string name) => name.Any(char.IsLetterOrDigit) ? $", for example {ServiceName.Slug(name)}" : "";
}

/// <summary>References from one object to another.</summary>
internal static class OpenSloReference
{
    /// <summary>
    /// What the object says that a key refers to. Null when nothing answers, with a problem noted where that is an error, or when
    /// the object has problems of its own, which are reported where it stands.
    /// </summary>
    public static T? Follow<T>(MapReader map, string key, string kind, OpenSloContext context, Func<MapReader, OpenSloContext, T?> read)
        where T : class
    {
        var name = map.Name(key);
        map.ReportUnknownKeys();
        return Follow(map.NodeOf(key), map.Path(key), name, kind, context, read);
    }

    public static T? Follow<T>(
        YamlNode node,
        string field,
        string name,
        string kind,
        OpenSloContext context,
        Func<MapReader, OpenSloContext, T?> read
    )
        where T : class
    {
        if (context.Find(kind, name) is not { } document)
            return null;

        var other = context.ForDocument(document);
        var root = MapReader.Open(document.Root, $"{kind}[{ServiceName.Printable(name)}]", other.Problems)!;
        root.Has("apiVersion");
        root.Has("kind");
        var value = read(root, other);
        if (other.Problems.Any)
        {
            context.Problems.Add(
                node,
                field,
                $"The {kind} '{ServiceName.Printable(name)}' that it refers to has problems of its own",
                "Fix that one first",
                "ReferenceBroken"
            );
            return null;
        }

        // A definition has one document: what another file loses stands where that is referred to.
        var isHere = document.Path == context.Document.Path;
        context.Losses.AddRange(other.Losses.Select(l => isHere ? l : l.At(node)));
        return value;
    }
}
