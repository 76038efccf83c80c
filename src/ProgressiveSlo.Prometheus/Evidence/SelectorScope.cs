using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The services that a query is about: those with some values of one label, or none in particular.</summary>
internal sealed class SelectorScope
{
    private readonly string? _label;
    private readonly LabelMatcher? _matcher;

    public SelectorScope(string? label, IReadOnlyList<string> values)
    {
        _label = label;
        if (label is not null)
            _matcher = values.Count == 1 ? new LabelMatcher(label, "=", values[0]) : new LabelMatcher(label, "=~", string.Join("|", values.Select(RegexText.Escape)));
    }

    /// <summary><c> by (label) </c>, or nothing; with more labels where they are given.</summary>
    public string By(params string[] more)
    {
        var labels = _label is null ? more : [_label, .. more];
        return labels.Length == 0 ? "" : $" by ({string.Join(", ", labels)}) ";
    }

    /// <summary>The selector for these services alone.</summary>
    public MetricSelector Of(MetricSelector selector) => _matcher is null
        ? selector
        : new MetricSelector(selector.Metric, [.. selector.Filters.Where(f => !IsValue(f)), _matcher]);

    private bool IsValue(LabelMatcher filter) => filter.Operator == "=" && filter.Label == _label;
}
