using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>A metric and the label conditions that choose its series.</summary>
public sealed class MetricSelector : IEquatable<MetricSelector>
{
    /// <summary>Makes a selector.</summary>
    /// <param name="metric">Metric name, <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>.</param>
    /// <param name="filters">Label conditions, all of which must hold.</param>
    /// <exception cref="SloValidationException">The metric name is not valid in Prometheus.</exception>
    public MetricSelector(string metric, IReadOnlyList<LabelMatcher>? filters = null)
    {
        if (!LabelNames.IsMetricName(metric))
            throw new SloValidationException(
                new FieldProblem(
                    "metric",
                    $"'{metric}' is not a metric name",
                    "Use letters, digits, '_' and ':', and no digit at the start, for example http_requests_total"
                )
                {
                    Code = "MetricNameInvalid",
                }
            );
        Metric = metric;
        Filters = filters ?? [];
    }

    // Of a metric name that was checked.
    private MetricSelector(LabelMatcher[] filters, string metric)
    {
        Metric = metric;
        Filters = filters;
    }

    /// <summary>Metric name.</summary>
    public string Metric { get; }

    /// <summary>Label conditions, all of which must hold.</summary>
    public IReadOnlyList<LabelMatcher> Filters { get; }

    /// <summary>Reads a selector such as <c>http_requests_total{job="api", status_code !~ "5.."}</c>.</summary>
    /// <param name="text">The selector; the braces may be left out.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <exception cref="SloValidationException">The text is not one metric with label conditions.</exception>
    public static MetricSelector Parse(string text, string field)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var brace = text.IndexOf('{');
        if (brace < 0)
            return new MetricSelector(text.Trim());
        if (!text.TrimEnd().EndsWith("}", StringComparison.Ordinal))
            throw new SloValidationException(
                field,
                $"'{text}' is not a metric selector",
                "Write a metric and its label conditions, for example http_requests_total{job=\"api\"}"
            );

        var inside = text.TrimEnd();
        var filters = SplitOutsideQuotes(inside.Substring(brace + 1, inside.Length - brace - 2))
            .Where(f => f.Trim().Length > 0)
            .Select(f => LabelMatcher.Parse(f, field))
            .ToArray();
        return new MetricSelector(text.Substring(0, brace).Trim(), filters);
    }

    /// <summary>The selector with one more condition before the others; one that has a condition on that label stays as it is.</summary>
    internal MetricSelector WithFirst(LabelMatcher condition)
    {
        // Once for every service of a pipeline: no iterator, no closure.
        var filters = new LabelMatcher[Filters.Count + 1];
        filters[0] = condition;
        for (var i = 0; i < Filters.Count; i++)
        {
            if (Filters[i].Label == condition.Label)
                return this;
            filters[i + 1] = Filters[i];
        }

        return new MetricSelector(filters, Metric);
    }

    /// <inheritdoc/>
    public bool Equals(MetricSelector? other) => other is not null && Metric == other.Metric && Filters.SequenceEqual(other.Filters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricSelector);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Metric) ^ Filters.Count;

    /// <summary>The selector in PromQL.</summary>
    public override string ToString() =>
        Filters.Count == 0 ? Metric : Metric + "{" + string.Join(", ", Filters.Select(f => f.ToString())) + "}";

    private static IEnumerable<string> SplitOutsideQuotes(string text)
    {
        var start = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0' && text[i] == '\\')
                i++;
            else if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == ',')
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return text.Substring(start);
    }
}
