namespace ProgressiveSlo.PromQL;

/// <summary>Operators between two expressions.</summary>
public enum BinaryOperator
{
    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>unless</c></summary>
    Unless,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&lt;/</c>: a native histogram without what is above a value.</summary>
    TrimUpper,

    /// <summary><c>&gt;/</c>: a native histogram without what is below a value.</summary>
    TrimLower,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Modulo,

    /// <summary><c>atan2</c></summary>
    Atan2,

    /// <summary><c>^</c></summary>
    Power,
}

/// <summary>
/// Facts about binary operators. Source: Prometheus documentation, "Binary operator precedence".
/// </summary>
public static class BinaryOperators
{
    /// <summary>How the operator is written.</summary>
    /// <param name="operator">The operator.</param>
    public static string Symbol(this BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Or => "or",
            BinaryOperator.And => "and",
            BinaryOperator.Unless => "unless",
            BinaryOperator.Equal => "==",
            BinaryOperator.NotEqual => "!=",
            BinaryOperator.LessOrEqual => "<=",
            BinaryOperator.Less => "<",
            BinaryOperator.GreaterOrEqual => ">=",
            BinaryOperator.Greater => ">",
            BinaryOperator.TrimUpper => "</",
            BinaryOperator.TrimLower => ">/",
            BinaryOperator.Add => "+",
            BinaryOperator.Subtract => "-",
            BinaryOperator.Multiply => "*",
            BinaryOperator.Divide => "/",
            BinaryOperator.Modulo => "%",
            BinaryOperator.Atan2 => "atan2",
            BinaryOperator.Power => "^",
            _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
        };

    /// <summary>How tightly the operator binds: 1 for <c>or</c> to 6 for <c>^</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static int Precedence(this BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Or => 1,
            BinaryOperator.And or BinaryOperator.Unless => 2,
            >= BinaryOperator.Equal and <= BinaryOperator.TrimLower => 3,
            BinaryOperator.Add or BinaryOperator.Subtract => 4,
            BinaryOperator.Power => 6,
            _ => 5,
        };

    /// <summary>True for <c>==</c>, <c>!=</c>, <c>&lt;=</c>, <c>&lt;</c>, <c>&gt;=</c> and <c>&gt;</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static bool IsComparison(this BinaryOperator @operator) => @operator is >= BinaryOperator.Equal and <= BinaryOperator.Greater;

    /// <summary>True for the operators that durations have, too: <c>+</c>, <c>-</c>, <c>*</c>, <c>/</c>, <c>%</c> and <c>^</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static bool IsArithmetic(this BinaryOperator @operator) =>
        @operator is (>= BinaryOperator.Add and <= BinaryOperator.Modulo) or BinaryOperator.Power;

    /// <summary>True for <c>and</c>, <c>or</c> and <c>unless</c>.</summary>
    /// <param name="operator">The operator.</param>
    public static bool IsSet(this BinaryOperator @operator) =>
        @operator is BinaryOperator.Or or BinaryOperator.And or BinaryOperator.Unless;
}

/// <summary>Aggregations over series.</summary>
public enum AggregateOperator
{
    /// <summary><c>sum</c></summary>
    Sum,

    /// <summary><c>avg</c></summary>
    Avg,

    /// <summary><c>count</c></summary>
    Count,

    /// <summary><c>min</c></summary>
    Min,

    /// <summary><c>max</c></summary>
    Max,

    /// <summary><c>group</c></summary>
    Group,

    /// <summary><c>stddev</c></summary>
    StdDev,

    /// <summary><c>stdvar</c></summary>
    StdVar,

    /// <summary><c>topk</c></summary>
    TopK,

    /// <summary><c>bottomk</c></summary>
    BottomK,

    /// <summary><c>count_values</c></summary>
    CountValues,

    /// <summary><c>quantile</c></summary>
    Quantile,

    /// <summary><c>limitk</c></summary>
    LimitK,

    /// <summary><c>limit_ratio</c></summary>
    LimitRatio,
}

/// <summary>Facts about aggregations.</summary>
public static class AggregateOperators
{
    /// <summary>How the aggregation is written.</summary>
    /// <param name="operator">The aggregation.</param>
    public static string Symbol(this AggregateOperator @operator) =>
        @operator switch
        {
            AggregateOperator.Sum => "sum",
            AggregateOperator.Avg => "avg",
            AggregateOperator.Count => "count",
            AggregateOperator.Min => "min",
            AggregateOperator.Max => "max",
            AggregateOperator.Group => "group",
            AggregateOperator.StdDev => "stddev",
            AggregateOperator.StdVar => "stdvar",
            AggregateOperator.TopK => "topk",
            AggregateOperator.BottomK => "bottomk",
            AggregateOperator.CountValues => "count_values",
            AggregateOperator.Quantile => "quantile",
            AggregateOperator.LimitK => "limitk",
            AggregateOperator.LimitRatio => "limit_ratio",
            _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
        };

    /// <summary>The type of the parameter before the vector, or null when the aggregation has none.</summary>
    /// <param name="operator">The aggregation.</param>
    public static PromQlValueType? ParameterType(this AggregateOperator @operator) =>
        @operator switch
        {
            AggregateOperator.TopK
            or AggregateOperator.BottomK
            or AggregateOperator.Quantile
            or AggregateOperator.LimitK
            or AggregateOperator.LimitRatio => PromQlValueType.Scalar,
            AggregateOperator.CountValues => PromQlValueType.Text,
            _ => null,
        };
}

/// <summary>Signs before an expression.</summary>
public enum UnaryOperator
{
    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,
}
