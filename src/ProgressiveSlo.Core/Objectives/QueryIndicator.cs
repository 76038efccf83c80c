using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>Good (or bad) events and all events, each counted by a query.</summary>
public sealed class QueryIndicator : SloIndicator
{
    private readonly string _dataSource = Prometheus;

    private QueryIndicator(string? good, string? bad, string total)
    {
        Good = good;
        Bad = bad;
        Total = total ?? throw new ArgumentNullException(nameof(total));
    }

    /// <inheritdoc/>
    public override string Type => "query";

    /// <summary>Rate of good events, with <c>{{.window}}</c> where the window goes; null when the bad ones are counted.</summary>
    public string? Good { get; }

    /// <summary>Rate of bad events, with <c>{{.window}}</c> where the window goes; null when the good ones are counted.</summary>
    public string? Bad { get; }

    /// <summary>Rate of all events, with <c>{{.window}}</c> where the window goes.</summary>
    public string Total { get; }

    /// <inheritdoc/>
    public override string DataSource => _dataSource;

    /// <inheritdoc/>
    public override SliQueries? Queries => DataSource == Prometheus ? new SliQueries(Good, Bad, Total, null) : null;

    /// <summary>Makes an indicator of good events.</summary>
    /// <param name="good">Rate of good events.</param>
    /// <param name="total">Rate of all events.</param>
    /// <param name="dataSource">What the queries are written for.</param>
    public static QueryIndicator OfGood(string good, string total, string dataSource = Prometheus) =>
        new(good ?? throw new ArgumentNullException(nameof(good)), null, total, dataSource);

    /// <summary>Makes an indicator of bad events.</summary>
    /// <param name="bad">Rate of bad events.</param>
    /// <param name="total">Rate of all events.</param>
    /// <param name="dataSource">What the queries are written for.</param>
    public static QueryIndicator OfBad(string bad, string total, string dataSource = Prometheus) =>
        new(null, bad ?? throw new ArgumentNullException(nameof(bad)), total, dataSource);

    /// <summary>For example <c>1 - sum(rate(errors[{{.window}}])) / sum(rate(requests[{{.window}}]))</c>.</summary>
    public override string ToString() => Good is { } good ? $"{good} / {Total}" : $"1 - {Bad} / {Total}";

    internal override IEnumerable<string?> ForeignParts() => [Good, Bad, Total];

    private QueryIndicator(string? good, string? bad, string total, string dataSource)
        : this(good, bad, total) => _dataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
}
