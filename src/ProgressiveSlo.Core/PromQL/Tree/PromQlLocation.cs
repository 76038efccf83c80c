using System;
using System.Globalization;

namespace ProgressiveSlo.PromQL;

/// <summary>A place in a text as editors count it.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public readonly record struct PromQlLocation(int Line, int Column)
{
    /// <summary>Finds line and column of an offset.</summary>
    /// <param name="text">The text that was parsed.</param>
    /// <param name="offset">Index of a character, or the length of the text for its end.</param>
    public static PromQlLocation Of(string text, int offset)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (offset < 0 || offset > text.Length)
            throw new ArgumentOutOfRangeException(nameof(offset));

        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset; i++)
        {
            if (text[i] != '\n')
                continue;
            line++;
            lineStart = i + 1;
        }

        return new PromQlLocation(line, offset - lineStart + 1);
    }

    /// <summary>The place as <c>line:column</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", Line, Column);
}
