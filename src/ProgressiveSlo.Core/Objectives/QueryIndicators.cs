using ProgressiveSlo.Text;

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
    public static QueryIndicator FromGood(string good, string total, string dataSource = Prometheus) =>
        new(good ?? throw new ArgumentNullException(nameof(good)), null, total, dataSource);

    /// <summary>Makes an indicator of bad events.</summary>
    /// <param name="bad">Rate of bad events.</param>
    /// <param name="total">Rate of all events.</param>
    /// <param name="dataSource">What the queries are written for.</param>
    public static QueryIndicator FromBad(string bad, string total, string dataSource = Prometheus) =>
        new(null, bad ?? throw new ArgumentNullException(nameof(bad)), total, dataSource);

    /// <summary>For example <c>1 - sum(rate(errors[{{.window}}])) / sum(rate(requests[{{.window}}]))</c>.</summary>
    public override string ToString() => Good is { } good ? $"{good} / {Total}" : $"1 - {Bad} / {Total}";

    internal override IEnumerable<string?> NonPrometheusParts() => [Good, Bad, Total];

    private QueryIndicator(string? good, string? bad, string total, string dataSource)
        : this(good, bad, total) => _dataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
}

/// <summary>
/// A query that is a ratio already, without the events behind it. Over a period its ratios can only be averaged, which is wrong
/// where traffic is uneven.
/// </summary>
public sealed class RawRatioIndicator : SloIndicator
{
    internal override bool HasCounts => false;

    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</param>
    /// <param name="isSuccess">True when the ratio is that of good events, false for bad ones.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public RawRatioIndicator(string query, bool isSuccess = false, string dataSource = Prometheus)
    {
        Query = query ?? throw new ArgumentNullException(nameof(query));
        IsSuccess = isSuccess;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "rawRatio";

    /// <summary>The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</summary>
    public string Query { get; }

    /// <summary>True when the ratio is that of good events, false for bad ones.</summary>
    public bool IsSuccess { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries =>
        DataSource != Prometheus ? null : SliQueries.FromErrorRatio(IsSuccess ? $"1 - ({Query})" : Query);

    /// <summary>The query.</summary>
    public override string ToString() => IsSuccess ? Query : $"1 - ({Query})";
}

/// <summary>A query whose value is compared with a number: good is the time during which the comparison holds.</summary>
public sealed class ThresholdIndicator : SloIndicator
{
    private const string Step = "1m";

    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The query; it has no window of its own.</param>
    /// <param name="operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>: good is when <c>query operator value</c>
    /// holds.</param>
    /// <param name="value">What the query is compared with.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public ThresholdIndicator(string query, string @operator, decimal value, string dataSource = Prometheus)
    {
        Query = query ?? throw new ArgumentNullException(nameof(query));
        Operator = @operator is "<" or "<=" or ">" or ">="
            ? @operator
            : throw new ArgumentException("The operator is <, <=, > or >=.", nameof(@operator));
        Value = value;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "threshold";

    /// <summary>One an hour.</summary>
    internal override double? TrialsPerDay => 24;

    /// <summary>The query.</summary>
    public string Query { get; }

    /// <summary>One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public string Operator { get; }

    /// <summary>What the query is compared with.</summary>
    public decimal Value { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries =>
        DataSource != Prometheus
            ? null
            : SliQueries.FromErrorRatio(
                $"1 - avg_over_time((({Query}) {Operator} bool {NumberText.Plain(Value)})[{SliQueries.Window}:{Step}])"
            );

    /// <summary>For example <c>queue_length &lt; 100</c>.</summary>
    public override string ToString() => $"{Query} {Operator} {NumberText.Plain(Value)}";
}
