using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProgressiveSlo.Objectives;

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
            _matcher = values.Count == 1 ? new LabelMatcher(label, "=", values[0]) : new LabelMatcher(label, "=~", string.Join("|", values.Select(EscapeRegex)));
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

    // RE2's special characters; see regexp.QuoteMeta of Go.
    public static string EscapeRegex(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if ("\\.+*?()|[]{}^$".IndexOf(c) >= 0)
                text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }

    private bool IsValue(LabelMatcher filter) => filter.Operator == "=" && filter.Label == _label;
}
