namespace ProgressiveSlo.PromQL;

/// <summary>The modifier <c>offset 5m</c> or <c>offset -5m</c>.</summary>
public sealed class OffsetModifier : PromQlNode
{
    /// <summary>Makes an offset.</summary>
    /// <param name="duration">How far.</param>
    /// <param name="isNegative">True for an offset into the future, <c>offset -5m</c>.</param>
    /// <param name="span">Where it stood.</param>
    public OffsetModifier(PromQlDuration duration, bool isNegative = false, PromQlSpan span = default)
        : base(span)
    {
        Duration = duration ?? throw new ArgumentNullException(nameof(duration));
        IsNegative = isNegative;
    }

    /// <summary>How far.</summary>
    public PromQlDuration Duration { get; }

    /// <summary>True for an offset into the future.</summary>
    public bool IsNegative { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Duration];
}

/// <summary>The modifier <c>@</c>, which fixes the time of evaluation.</summary>
public sealed class AtModifier : PromQlNode
{
    private AtModifier(AtAnchor anchor, double time, PromQlSpan span)
        : base(span)
    {
        Anchor = anchor;
        Time = time;
    }

    /// <summary>What the evaluation is fixed to.</summary>
    public AtAnchor Anchor { get; }

    /// <summary>Seconds since 1970 in UTC; 0 unless <see cref="Anchor"/> is <see cref="AtAnchor.Time"/>.</summary>
    public double Time { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];

    /// <summary>Makes <c>@ time</c>.</summary>
    /// <param name="time">Seconds since 1970 in UTC.</param>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtTime(double time, PromQlSpan span = default) => new(AtAnchor.Time, time, span);

    /// <summary>Makes <c>@ start()</c>.</summary>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtStart(PromQlSpan span = default) => new(AtAnchor.Start, 0, span);

    /// <summary>Makes <c>@ end()</c>.</summary>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtEnd(PromQlSpan span = default) => new(AtAnchor.End, 0, span);
}

/// <summary>What an <see cref="AtModifier"/> fixes the evaluation to.</summary>
public enum AtAnchor
{
    /// <summary>A Unix time: <c>@ 1609746000</c>.</summary>
    Time,

    /// <summary>The start of the queried range: <c>@ start()</c>.</summary>
    Start,

    /// <summary>The end of the queried range: <c>@ end()</c>.</summary>
    End,
}

/// <summary>
/// A length of time in an expression: a <see cref="DurationLiteral"/>, a <see cref="DurationPlaceholder"/>, or arithmetic with them.
/// </summary>
public abstract class PromQlDuration : PromQlNode
{
    private protected PromQlDuration(PromQlSpan span)
        : base(span) { }

    /// <summary>The length, or null when a template or the query fills it in, or it is longer than can be counted.</summary>
    public abstract TimeSpan? Fixed { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];

    private protected static double? SecondsOf(PromQlDuration duration) =>
        duration is DurationNumber number ? number.Seconds : duration.Fixed?.TotalSeconds;

    // Half of what a TimeSpan holds, so that a sum of two is one still.
    private protected static TimeSpan? ToTime(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;
}

/// <summary>A duration such as <c>5m</c> or <c>1h30m</c>; also one that is written in seconds, such as <c>300</c>.</summary>
public sealed class DurationLiteral : PromQlDuration
{
    /// <summary>Makes a duration.</summary>
    /// <param name="value">Whole milliseconds, not negative. Ranges and steps are more than zero.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or has parts of a millisecond.</exception>
    public DurationLiteral(TimeSpan value, PromQlSpan span = default)
        : base(span)
    {
        if (value < TimeSpan.Zero || value.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A duration is a whole number of milliseconds, not negative.");
        Value = value;
    }

    /// <summary>The duration.</summary>
    public TimeSpan Value { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed => Value;
}

/// <summary>A placeholder that a template fills with a duration, for example Sloth's <c>{{.window}}</c>.</summary>
public sealed class DurationPlaceholder : PromQlDuration
{
    /// <summary>Makes a placeholder.</summary>
    /// <param name="text">The placeholder as written, with its braces.</param>
    /// <param name="span">Where it stood.</param>
    /// <exception cref="ArgumentException">The text is not <c>{{</c>, a name without braces or line breaks, <c>}}</c>.</exception>
    public DurationPlaceholder(string text, PromQlSpan span = default)
        : base(span)
    {
        Text = text ?? throw new ArgumentNullException(nameof(text));
        if (
            text.Length < 5
            || !text.StartsWith("{{", StringComparison.Ordinal)
            || !text.EndsWith("}}", StringComparison.Ordinal)
            || text.IndexOfAny(['{', '}', '\n', '\r'], 2, text.Length - 4) >= 0
        )
            throw new ArgumentException("A placeholder is written {{name}}.", nameof(text));
        Name = text.Substring(2, text.Length - 4).Trim();
        if (Name.Length == 0)
            throw new ArgumentException("A placeholder is written {{name}}.", nameof(text));
    }

    /// <summary>The placeholder as written: <c>{{ .window }}</c>.</summary>
    public string Text { get; }

    /// <summary>What stands between the braces, without the spaces around it: <c>.window</c>.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override TimeSpan? Fixed => null;
}
