namespace ProgressiveSlo.PromQL;

/// <summary>Where keywords may stand for names. Source: the grammar of Prometheus 2.42, rules metric_identifier and maybe_label.</summary>
internal static class TokenKinds
{
    public static bool IsBinaryOperator(this TokenKind kind) => kind is >= TokenKind.Or and <= TokenKind.Power;

    public static BinaryOperator ToBinaryOperator(this TokenKind kind) => (BinaryOperator)(kind - TokenKind.Or);

    public static bool IsAggregate(this TokenKind kind) => kind is >= TokenKind.Sum and <= TokenKind.Quantile;

    public static AggregateOperator ToAggregateOperator(this TokenKind kind) => (AggregateOperator)(kind - TokenKind.Sum);

    /// <summary>Whether the word can be the name of a metric.</summary>
    public static bool CanNameMetric(this TokenKind kind) =>
        kind is TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.Or or TokenKind.And or TokenKind.Unless
            or TokenKind.Offset or TokenKind.By or TokenKind.Without or TokenKind.StartKeyword or TokenKind.EndKeyword
        || kind.IsAggregate();

    /// <summary>Whether the word can be a label of <c>by</c>, <c>on</c> and their like. <c>without</c> cannot; Prometheus left it out.</summary>
    public static bool CanNameLabel(this TokenKind kind) =>
        kind is TokenKind.Identifier or TokenKind.Or or TokenKind.And or TokenKind.Unless or TokenKind.Atan2
            or TokenKind.Offset or TokenKind.By or TokenKind.On or TokenKind.Ignoring or TokenKind.GroupLeft or TokenKind.GroupRight
            or TokenKind.Bool or TokenKind.StartKeyword or TokenKind.EndKeyword
        || kind.IsAggregate();
}
