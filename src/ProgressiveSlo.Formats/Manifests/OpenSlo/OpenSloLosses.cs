using System.Linq;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Says what the objects of an alert say of themselves, and a definition has no place for.</summary>
internal static class OpenSloLosses
{
    /// <summary>Reads the description of an object whose description is lost.</summary>
    public static void LoseDescription(this MapReader spec, OpenSloContext context)
    {
        if (spec.Description() is { Length: > 0 })
            context.Lose(spec, "description", "A definition has one description, that of the SLO");
    }

    /// <summary>Loses the metadata of an object, but for its name and for an annotation that was understood.</summary>
    public static void LoseMetadata(this MapReader owner, OpenSloMetadata? metadata, OpenSloContext context, string? understood = null)
    {
        if (metadata is { DisplayName: not null } or { Labels.Count: > 0 } || metadata?.Annotations.Keys.Any(k => k != understood) == true)
            context.Lose(owner, "metadata", "Names for people, labels and annotations of one alert have no place here; those of all alerts do");
    }
}
