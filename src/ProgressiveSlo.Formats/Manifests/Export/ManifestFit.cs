using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Export;

/// <summary>
/// Says which manifests of a folder are not those that an export of the plans makes, without writing a file. It compares with what
/// <c>Import-SloPlan plans | Get-SloPhase -Current | Export-SloManifest folder -Prune</c> would leave there.
/// </summary>
public static class ManifestFit
{
    private static readonly string[] _extensions = [".yaml", ".yml", ".json"];

    /// <summary>Whether a file of a folder of manifests is compared: what tools read.</summary>
    /// <param name="name">Name of the file.</param>
    public static bool Compares(string name) => _extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of files that are missing, differ, or belong to no plan, in order.</summary>
    /// <param name="writer">The format.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="files">The files of the folder by name: the bytes of each.</param>
    /// <exception cref="SloValidationException">Two definitions would be written to one file.</exception>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition.</exception>
    public static IReadOnlyList<string> Misfits(
        IManifestWriter writer,
        IReadOnlyList<SloPlan> plans,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        if (writer is null)
            throw new ArgumentNullException(nameof(writer));
        if (plans is null)
            throw new ArgumentNullException(nameof(plans));
        if (files is null)
            throw new ArgumentNullException(nameof(files));

        // Without a plan nothing is exported and nothing pruned: all that is there is too much.
        if (plans.Count == 0)
            return [.. files.Keys.OrderBy(n => n, StringComparer.Ordinal)];
        var made = Make(writer, plans);
        return
        [
            .. made
                .Keys.Union(files.Keys, StringComparer.Ordinal)
                .Where(name => IsMisfit(name, made, files, writer.Format))
                .OrderBy(n => n, StringComparer.Ordinal),
        ];
    }

    private static bool IsMisfit(string name, Dictionary<string, string> made, IReadOnlyDictionary<string, byte[]> files, string format)
    {
        if (!files.TryGetValue(name, out var bytes))
            return true;
        return made.TryGetValue(name, out var text) ? Lines(TextOf(bytes)) != Lines(text) : ExportMarker.Matches(bytes, name, format);
    }

    private static Dictionary<string, string> Make(IManifestWriter writer, IReadOnlyList<SloPlan> plans)
    {
        // Only the names count; nothing is written there.
        var folder = new ManifestFolder("", writer);
        foreach (var definition in plans.SelectMany(p => p.Find(p.CurrentPhase)!.Definitions))
            folder.Add(definition, inPhaseFolder: false);
        return folder.Files.ToDictionary(
            f => f.Path,
            f => ExportMarker.Mark(ManifestDocuments.Write(writer, f.Definitions, ManifestOptions.Default, out _), writer),
            StringComparer.Ordinal
        );
    }

    // Without looking for a mark of the byte order: an export writes none, and tools may read another text behind it.
    private static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    // A commit made on Windows may end lines in its own way; that is not a change.
    private static string Lines(string text) => text.Replace("\r\n", "\n");
}
