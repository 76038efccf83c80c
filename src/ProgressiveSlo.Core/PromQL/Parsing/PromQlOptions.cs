using System;

namespace ProgressiveSlo.PromQL;

/// <summary>How expressions are read.</summary>
public sealed class PromQlOptions
{
    private readonly int _maxDepth = 500;

    /// <summary>Plain PromQL, as Prometheus reads it.</summary>
    public static PromQlOptions Plain { get; } = new();

    /// <summary>PromQL of a template: a duration may be a placeholder such as <c>{{.window}}</c>.</summary>
    public static PromQlOptions Template { get; } = new() { AllowPlaceholders = true };

    /// <summary>Whether a duration may be a placeholder such as <c>{{.window}}</c>.</summary>
    public bool AllowPlaceholders { get; init; }

    /// <summary>
    /// How deep parentheses, calls, signs and powers may nest, 1 to 1000. What is nested deeper is an error, and not the end of the
    /// process. Long chains such as <c>a + b + c</c> do not nest.
    /// </summary>
    public int MaxDepth
    {
        get => _maxDepth;
        init => _maxDepth = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is 1 to 1000.");
    }
}
