using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>The name that an SLO has in Sloth's rules.</summary>
internal static class SlothSloName
{
    /// <summary>The short name; of an OpenSLO document with its number, which Sloth gives also where there is but one objective.</summary>
    public static string Of(SloDefinition definition) =>
        SlothIndicator.IsOpenSlo(definition) && definition.ShortName == definition.Source!.DocumentName ? definition.ShortName + "-0" : definition.ShortName;
}
