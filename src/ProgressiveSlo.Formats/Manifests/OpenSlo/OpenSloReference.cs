using System;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

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
        map.RefuseOthers();
        return Follow(map.NodeOf(key), map.Path(key), name, kind, context, read);
    }

    public static T? Follow<T>(YamlNode node, string field, string name, string kind, OpenSloContext context, Func<MapReader, OpenSloContext, T?> read)
        where T : class
    {
        if (context.Find(kind, name) is not { } document)
        {
            context.RefuseUnanswered(node, field, kind, name);
            return null;
        }

        var other = context.Of(document);
        var root = MapReader.Open(document.Root, $"{kind}[{ServiceName.Printable(name)}]", other.Problems)!;
        root.Has("apiVersion");
        root.Has("kind");
        var value = read(root, other);
        if (other.Problems.Any)
        {
            context.Problems.Add(node, field, $"The {kind} '{ServiceName.Printable(name)}' that it refers to has problems of its own", "Mend that one first", "ReferenceBroken");
            return null;
        }

        // A definition has one document: what another file loses stands where that is referred to.
        var isHere = document.Path == context.Document.Path;
        context.Losses.AddRange(other.Losses.Select(l => isHere ? l : l.At(node)));
        return value;
    }
}
