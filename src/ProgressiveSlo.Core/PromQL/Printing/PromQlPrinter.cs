using System;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Writes trees as PromQL on one line, in one spelling: <c>by</c> before the parenthesis, texts between double quotes, durations as
/// Prometheus prints them, and no more parentheses than the tree needs. What it writes parses to an equal tree.
/// </summary>
public static class PromQlPrinter
{
    /// <summary>Writes a tree.</summary>
    /// <param name="node">An expression or a part of one.</param>
    public static string Print(PromQlNode node) => new TreeWriter().Write(node ?? throw new ArgumentNullException(nameof(node)));
}
