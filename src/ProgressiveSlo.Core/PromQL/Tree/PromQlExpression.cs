namespace ProgressiveSlo.PromQL;

/// <summary>A node that has a value.</summary>
public abstract class PromQlExpression : PromQlNode
{
    private protected PromQlExpression(PromQlSpan span)
        : base(span)
    {
    }

    /// <summary>What kind of value the expression has.</summary>
    public abstract PromQlValueType ValueType { get; }
}
