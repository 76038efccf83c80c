using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Labels and annotations of a definition on rules, as far as Prometheus takes their names.</summary>
internal static class SlothLabels
{
    public static void Add(IDictionary<string, string> target, IReadOnlyDictionary<string, string> texts, string field, SloDefinition definition, ICollection<SloLoss> losses)
    {
        foreach (var text in texts)
        {
            if (IsName(text.Key))
                target[text.Key] = text.Value;
            else
                losses.Add(new SloLoss(field + "." + text.Key, $"Prometheus takes only letters, digits and '_' in such a name"));
        }
    }

    private static bool IsName(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9' || name == "__name__")
            return false;
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
                return false;
        }

        return true;
    }
}
