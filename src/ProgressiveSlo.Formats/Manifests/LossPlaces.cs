using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Says where in its document stands what is lost.</summary>
internal static class LossPlaces
{
    /// <summary>The lint code of a key that the format's own tool passes over.</summary>
    public const string Ignored = "FieldIgnored";

    /// <summary>A loss of a key, which stands where the key does.</summary>
    public static SloLoss Loss(this MapReader map, string key, string message) => new SloLoss(map.Path(key), message).At(map.Node.Below(key));

    public static SloLoss At(this SloLoss loss, YamlNode node) => loss with { Line = node.Line, Column = node.Column };

    public static SloLoss At(this SloLoss loss, PrometheusRule rule) => loss with { Line = rule.Line, Column = rule.Column };
}
