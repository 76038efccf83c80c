using System.Reflection;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Texts that come with this assembly: data of the product, embedded under names that begin with what they are.</summary>
internal static class EmbeddedResources
{
    /// <summary>What follows the prefix in the names of the texts that have it, sorted.</summary>
    /// <param name="prefix">For example <c>profile/</c>.</param>
    public static IReadOnlyList<string> Names(string prefix) =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Select(n => n.Substring(prefix.Length))
            .OrderBy(n => n, StringComparer.Ordinal)
            .ToArray();

    /// <summary>A text.</summary>
    /// <param name="name">Its whole name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no text of that name.</exception>
    public static string Read(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such text.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
