using System.Collections.Generic;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Labels and annotations of a definition on rules, as far as Prometheus takes their names.</summary>
internal static class SlothLabels
{
    public static void Add(IDictionary<string, string> target, IReadOnlyDictionary<string, string> texts, string field, SloDefinition definition, ICollection<SloLoss> losses)
    {
        foreach (var text in texts)
        {
            if (LabelNames.IsValid(text.Key) && text.Key != "__name__")
                target[text.Key] = text.Value;
            else
                losses.Add(new SloLoss(field + "." + text.Key, $"Prometheus takes only letters, digits and '_' in such a name"));
        }
    }
}
