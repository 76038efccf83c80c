using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>An inventory item and its queries, parsed once for all checks.</summary>
internal sealed class GapItem
{
    private readonly Lazy<PromQlExpression?> _query;
    private readonly Lazy<IReadOnlyList<(ObservedRule Rule, PromQlExpression Tree)>> _recordings;

    public GapItem(SloInventoryItem item)
    {
        Item = item;
        _query = new Lazy<PromQlExpression?>(() => Parse(item.Query));
        _recordings = new Lazy<IReadOnlyList<(ObservedRule, PromQlExpression)>>(() => item.Rules
            .Where(r => r.Kind == ObservedRuleKind.Recording)
            .Select(r => (Rule: r, Tree: Parse(r.Expression)))
            .Where(r => r.Tree is not null)
            .Select(r => (r.Rule, r.Tree!))
            .ToArray());
    }

    public SloInventoryItem Item { get; }

    /// <summary>The item's query, or null when it is no PromQL.</summary>
    public PromQlExpression? Query => _query.Value;

    /// <summary>The recording rules that are PromQL.</summary>
    public IReadOnlyList<(ObservedRule Rule, PromQlExpression Tree)> Recordings => _recordings.Value;

    /// <summary>The item's name for a message.</summary>
    public string Name => ServiceName.Printable(Item.Name.Length > 0 ? Item.Name : Item.Service ?? "(no name)");

    /// <summary>Where the item is defined, for a message: <c> in slo/a.yaml(12)</c>, or nothing.</summary>
    public string Where => Item.Path.Length == 0 ? "" : FormattableString.Invariant($" in {ServiceName.Printable(Item.Path)}{(Item.Line > 0 ? $"({Item.Line})" : "")}");

    private static PromQlExpression? Parse(string text) => text.Length > 0 && PromQlParser.TryParse(text, PromQlOptions.Template, out var tree, out _) ? tree : null;
}
