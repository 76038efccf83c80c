namespace ProgressiveSlo.PromQL;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    End,
    Number,
    Text,
    Duration,
    Placeholder,
    Identifier,

    /// <summary>An identifier with a colon, which only metrics have.</summary>
    MetricIdentifier,

    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    At,

    // Inside braces; NotEqual serves both sides.
    Assign,
    RegexMatch,
    RegexNoMatch,

    // Binary operators, in the order of BinaryOperator.
    Or,
    And,
    Unless,
    Equal,
    NotEqual,
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Atan2,
    Power,

    // Aggregations, in the order of AggregateOperator.
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    StdDev,
    StdVar,
    TopK,
    BottomK,
    CountValues,
    Quantile,

    Offset,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Bool,
    StartKeyword,
    EndKeyword,
}
