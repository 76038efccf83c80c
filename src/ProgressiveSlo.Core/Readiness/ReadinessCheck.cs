using ProgressiveSlo.Guidance;

namespace ProgressiveSlo.Readiness;

/// <summary>The outcome of one check: what was measured, against what, and what it means.</summary>
public sealed class ReadinessCheck
{
    // Most outcomes are never printed, so the text is made when it is asked for.
    private Func<ReadinessCheck, string>? _describe;
    private string? _message;

    /// <summary>Makes an outcome.</summary>
    /// <param name="name">The check's name.</param>
    /// <param name="status">How it came out.</param>
    /// <param name="actual">What was measured, or null.</param>
    /// <param name="target">What it was compared with, or null.</param>
    /// <param name="unit">Unit of both.</param>
    /// <param name="describe">Makes the message from the outcome.</param>
    public ReadinessCheck(
        string name,
        CheckStatus status,
        double? actual,
        double? target,
        string unit,
        Func<ReadinessCheck, string> describe
    )
    {
        Name = name;
        Outcome = status;
        Actual = actual;
        Target = target;
        Unit = unit;
        _describe = describe;
    }

    /// <summary>The check's name, for example <c>Availability</c>.</summary>
    public string Name { get; }

    /// <summary>How it came out: Pass, Fail, Unknown, Waived or Advice. A word, so that it is one in JSON and CSV too.</summary>
    public string Status => Outcome.ToString();

    /// <summary>What was measured; null when nothing was.</summary>
    public double? Actual { get; }

    /// <summary>What it was compared with; null when with nothing.</summary>
    public double? Target { get; }

    /// <summary>
    /// Unit of <see cref="Actual"/> and <see cref="Target"/>: <c>ratio</c>, <c>ms</c>, <c>incidents</c>, <c>events</c>, ...
    /// </summary>
    public string Unit { get; }

    /// <summary>One sentence for people.</summary>
    public string Message
    {
        get
        {
            if (_message is null)
            {
                _message = _describe!(this);
                _describe = null;
            }

            return _message;
        }
    }

    /// <summary>The challenge behind a check that keeps the verdict from being Ready, with what helps; null for none.</summary>
    public Challenge? Challenge { get; internal set; }

    /// <summary>The same as <see cref="Status"/>.</summary>
    internal CheckStatus Outcome { get; }

    /// <summary>Whether this outcome keeps the verdict from being Ready.</summary>
    internal bool Blocks { get; init; }

    /// <summary>Name, status and message.</summary>
    public override string ToString() => $"{Name}: {Status}. {Message}";
}

/// <summary>How one check came out.</summary>
public enum CheckStatus
{
    /// <summary>Met.</summary>
    Pass,

    /// <summary>Not met.</summary>
    Fail,

    /// <summary>Not measured, or not enough of it to say.</summary>
    Unknown,

    /// <summary>Not asked for.</summary>
    Waived,

    /// <summary>Worth knowing; decides nothing.</summary>
    Advice,
}
