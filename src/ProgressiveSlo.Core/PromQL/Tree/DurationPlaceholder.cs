using System;

namespace ProgressiveSlo.PromQL;

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
        if (text.Length < 5 || !text.StartsWith("{{", StringComparison.Ordinal) || !text.EndsWith("}}", StringComparison.Ordinal)
            || text.IndexOfAny(['{', '}', '\n', '\r'], 2, text.Length - 4) >= 0)
            throw new ArgumentException("A placeholder is written {{name}}.", nameof(text));
        Name = text.Substring(2, text.Length - 4).Trim();
        if (Name.Length == 0)
            throw new ArgumentException("A placeholder is written {{name}}.", nameof(text));
    }

    /// <summary>The placeholder as written: <c>{{ .window }}</c>.</summary>
    public string Text { get; }

    /// <summary>What stands between the braces, without the spaces around it: <c>.window</c>.</summary>
    public string Name { get; }
}
