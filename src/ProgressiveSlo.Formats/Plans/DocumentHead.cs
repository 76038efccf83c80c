using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>The first two keys of every file of the project's own: which schema, in which version.</summary>
internal static class DocumentHead
{
    public const string ApiVersion = "progressiveslo/v1";

    /// <summary>Checks both keys.</summary>
    /// <returns>False when it is another document; the rest is not worth reading then.</returns>
    public static bool Check(MapReader map, string kind)
    {
        var version = map.RequiredText("apiVersion");
        if (version != ApiVersion && map.Has("apiVersion"))
        {
            map.Problem(map.Node, "apiVersion", $"'{ServiceName.Printable(version)}' is not a version known here", $"Write {ApiVersion}, or use a newer ProgressiveSlo");
            return false;
        }

        var actual = map.RequiredText("kind");
        if (actual == kind || !map.Has("kind"))
            return version.Length > 0 && actual.Length > 0;
        map.Problem(map.Node, "kind", $"This is a '{ServiceName.Printable(actual)}', and a {kind} belongs here", $"Give a file of kind {kind}");
        return false;
    }
}
