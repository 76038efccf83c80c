using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Names of files, safe on every system.</summary>
internal static class FileSlug
{
    /// <summary>The slug of a name; names that Windows keeps for devices get an ending.</summary>
    public static string Of(string name)
    {
        var slug = ServiceName.Slug(name);
        var reserved = slug is "con" or "prn" or "aux" or "nul"
            || (slug.Length == 4 && (slug.StartsWith("com", System.StringComparison.Ordinal) || slug.StartsWith("lpt", System.StringComparison.Ordinal)) && slug[3] is >= '0' and <= '9');
        return reserved ? slug + "-service" : slug;
    }
}
