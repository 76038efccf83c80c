using System;

namespace ProgressiveSlo.Objectives;

/// <summary>Good events divided by all events, each counted by a metric.</summary>
public sealed class RatioIndicator : SloIndicator, IEquatable<RatioIndicator>
{
    private const string DefaultMetric = "http_requests_total";

    /// <summary>Makes an indicator.</summary>
    /// <param name="good">Counts good events.</param>
    /// <param name="total">Counts all events.</param>
    public RatioIndicator(MetricSelector good, MetricSelector total)
    {
        Good = good ?? throw new ArgumentNullException(nameof(good));
        Total = total ?? throw new ArgumentNullException(nameof(total));
    }

    /// <summary>HTTP requests that were not answered with a 5xx status, of all <c>http_requests_total</c>.</summary>
    public static RatioIndicator Default { get; } = Http(DefaultMetric);

    /// <inheritdoc/>
    public override string Type => "ratio";

    /// <summary>Counts good events.</summary>
    public MetricSelector Good { get; }

    /// <summary>Counts all events.</summary>
    public MetricSelector Total { get; }

    /// <summary>Requests counted by a metric with a <c>status_code</c> label; 5xx is bad.</summary>
    /// <param name="metric">A counter's name.</param>
    /// <exception cref="Errors.SloValidationException">The name is not a metric name.</exception>
    public static RatioIndicator Http(string metric) => new(
        new MetricSelector(metric, [new LabelMatcher("status_code", "!~", "5..")]),
        new MetricSelector(metric));

    /// <inheritdoc/>
    public bool Equals(RatioIndicator? other) => other is not null && Good.Equals(other.Good) && Total.Equals(other.Total);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RatioIndicator);

    /// <inheritdoc/>
    public override int GetHashCode() => Good.GetHashCode() ^ (Total.GetHashCode() * 397);

    /// <summary>For example <c>http_requests_total{status_code !~ "5.."} / http_requests_total</c>.</summary>
    public override string ToString() => $"{Good} / {Total}";
}
