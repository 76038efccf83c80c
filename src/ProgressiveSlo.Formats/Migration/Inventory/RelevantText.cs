using System;
using System.Linq;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Whether a text that cannot be read may hold rules or definitions, by the words in it.</summary>
internal static class RelevantText
{
    private static readonly string[] _words = ["expr:", "\"expr\"", "PrometheusRule", "openslo/", "sloth.slok.dev", "pyrra.dev", "prometheus/v1", "slo.dev/", "ServiceLevelObjective"];

    public static bool Is(string text) => _words.Any(w => text.IndexOf(w, StringComparison.Ordinal) >= 0);
}
