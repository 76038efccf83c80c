namespace ProgressiveSlo.PromQL;

/// <summary>Signs before an expression.</summary>
public enum UnaryOperator
{
    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,
}
