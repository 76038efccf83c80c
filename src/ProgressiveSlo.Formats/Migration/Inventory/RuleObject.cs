using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Rules;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Documents that are rules as a whole.</summary>
internal static class RuleObject
{
    /// <summary>Whether Prometheus or its operator loads the document.</summary>
    public static bool IsRules(ManifestDocument document) =>
        PrometheusRuleReader.OfFiles.Recognises(document) || PrometheusRuleReader.OfObjects.Recognises(document);

    /// <summary>The format of the rules in a document.</summary>
    public static string Format(ManifestDocument document) =>
        document.Head("kind") == PrometheusOperatorWriter.Kind ? PrometheusOperatorWriter.Name : PrometheusRuleWriter.Name;
}
