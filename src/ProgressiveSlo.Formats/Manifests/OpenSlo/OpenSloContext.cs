using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>What reading one document needs: where problems and losses go, and where references are looked up.</summary>
internal sealed class OpenSloContext(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings)
{
    public const string ReferenceUnknown = "ReferenceUnknown";

    private readonly ManifestFamily _family = siblings as ManifestFamily ?? new ManifestFamily(siblings);

    public ManifestDocument Document => document;

    public ProblemList Problems { get; } = new(document.Path);

    public List<SloLoss> Losses { get; } = [];

    public PlaceMap Places { get; } = new();

    public void Lose(MapReader map, string key, string message) => Losses.Add(map.Loss(key, message));

    public void Lose(string field, string message, YamlNode node) => Losses.Add(new SloLoss(field, message).At(node));

    /// <summary>The object of that kind and name: in the same file first, then in the others; null when none has the name.</summary>
    public ManifestDocument? Find(string kind, string name) => _family.Find(kind, name, document.Path);

    /// <summary>
    /// Notes what a reference to nothing means. A file that defines objects of the kind, and not the one named, is wrong. One that
    /// defines none leaves the object to whoever applies the file: no error, and false is returned.
    /// </summary>
    public bool RefuseUnanswered(YamlNode node, string field, string kind, string name)
    {
        var here = _family.Names(document.Path, kind);
        if (here.Count == 0)
            return false;
        var near = Spelling.Nearest(name, here) is { } word ? $"Did you mean '{ServiceName.Printable(word)}'" : "Write one of " + string.Join(", ", here.Take(5).Select(ServiceName.Printable));
        Problems.Add(node, field, $"No {kind} is named '{ServiceName.Printable(name)}', and this file defines others", near, ReferenceUnknown);
        return true;
    }

    /// <summary>A context for reading an object that this document refers to: losses count here, problems are the other document's own.</summary>
    public OpenSloContext Of(ManifestDocument other) => new(other, _family);
}
