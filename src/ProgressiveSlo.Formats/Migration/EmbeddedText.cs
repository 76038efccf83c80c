using System.IO;
using System.Reflection;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Texts that come with this assembly.</summary>
internal static class EmbeddedText
{
    public static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
