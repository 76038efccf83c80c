using System;
using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>A query whose value is compared with a number: good is the time during which the comparison holds.</summary>
public sealed class ThresholdIndicator : SloIndicator
{
    private const string Step = "1m";

    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The query; it has no window of its own.</param>
    /// <param name="operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>: good is when <c>query operator value</c> holds.</param>
    /// <param name="value">What the query is compared with.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public ThresholdIndicator(string query, string @operator, decimal value, string dataSource = Prometheus)
    {
        Query = query ?? throw new ArgumentNullException(nameof(query));
        Operator = @operator is "<" or "<=" or ">" or ">=" ? @operator : throw new ArgumentException("The operator is <, <=, > or >=.", nameof(@operator));
        Value = value;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "threshold";

    /// <summary>The query.</summary>
    public string Query { get; }

    /// <summary>One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public string Operator { get; }

    /// <summary>What the query is compared with.</summary>
    public decimal Value { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries => DataSource != Prometheus
        ? null
        : SliQueries.OfErrorRatio($"1 - avg_over_time((({Query}) {Operator} bool {NumberText.Plain(Value)})[{SliQueries.Window}:{Step}])");

    /// <summary>For example <c>queue_length &lt; 100</c>.</summary>
    public override string ToString() => $"{Query} {Operator} {NumberText.Plain(Value)}";
}
