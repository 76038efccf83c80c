using System;
using System.Diagnostics.CodeAnalysis;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Reads PromQL by the grammar and the type rules of Prometheus 2.42: what <c>promtool check rules</c> of that version accepts as an
/// expression is accepted, and nothing else. Only what nests deeper than <see cref="PromQlOptions.MaxDepth"/> is refused besides.
/// </summary>
public static class PromQlParser
{
    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to read it; plain PromQL when null.</param>
    /// <exception cref="PromQlSyntaxException">The text is no PromQL.</exception>
    public static PromQlExpression Parse(string text, PromQlOptions? options = null) =>
        TryParse(text, options, out var expression, out var error) ? expression : throw new PromQlSyntaxException(error);

    /// <summary>Reads an expression without throwing.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to read it; plain PromQL when null.</param>
    /// <param name="expression">The expression, or null.</param>
    /// <param name="error">Why it is no PromQL, or null.</param>
    /// <returns>Whether the text is PromQL.</returns>
    public static bool TryParse(
        string text,
        PromQlOptions? options,
        [NotNullWhen(true)] out PromQlExpression? expression,
        [NotNullWhen(false)] out PromQlSyntaxError? error)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        try
        {
            expression = new ExpressionReader(text, options ?? PromQlOptions.Plain).Read();
            error = null;
            return true;
        }
        catch (ParseFailure failure)
        {
            var place = PromQlLocation.Of(text, failure.Position);
            expression = null;
            error = new PromQlSyntaxError(failure.Position, place.Line, place.Column, failure.Message, failure.Expected);
            return false;
        }
    }
}
