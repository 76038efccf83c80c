using System;
using System.Linq;
using ProgressiveSlo.Formats.Manifests;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Whether a text that cannot be read may hold rules or definitions, by the words in it.</summary>
internal static class RelevantText
{
    private static readonly string[] _words = ["expr:", "\"expr\"", "PrometheusRule"];

    public static bool Is(string text) => _words.Any(w => text.IndexOf(w, StringComparison.Ordinal) >= 0) || MeantManifest.IsIn(text);
}
