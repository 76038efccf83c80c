using System.Diagnostics.CodeAnalysis;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Reads PromQL by the grammar and the type rules of a version of Prometheus, 2.42 to 3.14: what that version accepts as an expression,
/// with all its feature flags, is accepted, and nothing else. Only what nests deeper than <see cref="PromQlOptions.MaxDepth"/> is refused
/// besides. <see cref="PromQlFeatures"/> has what the versions differ in.
/// </summary>
public static class PromQlParser
{
    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to read it; plain PromQL when null.</param>
    /// <exception cref="PromQlSyntaxException">The text is not PromQL.</exception>
    public static PromQlExpression Parse(string text, PromQlOptions? options = null) =>
        TryParse(text, options, out var expression, out var error) ? expression : throw new PromQlSyntaxException(error);

    /// <summary>Reads an expression of a rule, which has no placeholders; null when it is not PromQL.</summary>
    /// <param name="text">The expression.</param>
    public static PromQlExpression? ParseOrNull(string text) => TryParse(text, PromQlOptions.Plain, out var tree, out _) ? tree : null;

    /// <summary>
    /// Whether two expressions are one but for their spelling; what is not PromQL is only the same as the same text.
    /// </summary>
    /// <param name="text">An expression of a rule.</param>
    /// <param name="other">Another one.</param>
    public static bool IsSame(string text, string other) =>
        text == other
        || (ParseOrNull(text) is { } tree && ParseOrNull(other) is { } second && PromQlComparer.Instance.Equals(tree, second));

    /// <summary>Reads an expression without throwing.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to read it; plain PromQL when null.</param>
    /// <param name="expression">The expression, or null.</param>
    /// <param name="error">Why it is not PromQL, or null.</param>
    /// <returns>Whether the text is PromQL.</returns>
    public static bool TryParse(
        string text,
        PromQlOptions? options,
        [NotNullWhen(true)] out PromQlExpression? expression,
        [NotNullWhen(false)] out PromQlSyntaxError? error
    ) => TryParse(text, options, out expression, out _, out error);

    /// <summary>Reads an expression without throwing, and says which features it uses that not every version has.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to read it; plain PromQL when null.</param>
    /// <param name="expression">The expression, or null.</param>
    /// <param name="features">The features, each once, in the order of the text; none when the text is not PromQL.</param>
    /// <param name="error">Why it is not PromQL, or null.</param>
    /// <returns>Whether the text is PromQL.</returns>
    public static bool TryParse(
        string text,
        PromQlOptions? options,
        [NotNullWhen(true)] out PromQlExpression? expression,
        out IReadOnlyList<PromQlFeatureUse> features,
        [NotNullWhen(false)] out PromQlSyntaxError? error
    )
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        try
        {
            var reader = new ExpressionReader(text, options ?? PromQlOptions.Plain);
            expression = reader.Read();
            features = reader.Features;
            error = null;
            return true;
        }
        catch (ParseFailure failure)
        {
            features = [];
            var place = PromQlLocation.FromOffset(text, failure.Position);
            expression = null;
            error = new PromQlSyntaxError(failure.Position, place.Line, place.Column, failure.Message, failure.Expected)
            {
                Kind = failure.Kind,
            };
            return false;
        }
    }
}

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
    /// The version of Prometheus whose language is read; the newest one when it is not set. Before 2.42, it is read like 2.42.
    /// </summary>
    public PrometheusVersion PrometheusVersion { get; init; } = PrometheusVersion.Newest;

    /// <summary>
    /// How deep parentheses, calls, signs and powers may nest, 1 to 1000. What is nested deeper is an error, and not the end of the
    /// process. Long chains such as <c>a + b + c</c> do not nest.
    /// </summary>
    public int MaxDepth
    {
        get => _maxDepth;
        init =>
            _maxDepth = value is >= 1 and <= 1000
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is 1 to 1000.");
    }
}

/// <summary>Why a text is not PromQL, and where.</summary>
/// <param name="Position">Index of the character where the problem is.</param>
/// <param name="Line">Line of that character, from 1.</param>
/// <param name="Column">Column of that character, from 1.</param>
/// <param name="Problem">What is wrong, one sentence without its full stop.</param>
/// <param name="Expected">What to write instead, one sentence without its full stop.</param>
public sealed record PromQlSyntaxError(int Position, int Line, int Column, string Problem, string Expected)
{
    /// <summary>What kind of error it is.</summary>
    public PromQlErrorKind Kind { get; init; }

    /// <summary>The place for a sentence: <c>at column 5 of the expression</c>.</summary>
    internal string Place => PlaceOf(new PromQlLocation(Line, Column));

    internal static string PlaceOf(PromQlLocation place, string what = "expression") =>
        place.Line == 1
            ? FormattableString.Invariant($"at column {place.Column} of the {what}")
            : FormattableString.Invariant($"at line {place.Line}, column {place.Column} of the {what}");

    /// <summary>The error on one line: <c>line:column: problem. expected.</c></summary>
    public override string ToString() => PrintableText.Escape($"{new PromQlLocation(Line, Column)}: {Problem}. {Expected}.");
}

/// <summary>Kinds of errors in PromQL.</summary>
public enum PromQlErrorKind
{
    /// <summary>Prometheus refuses the text, too.</summary>
    Syntax,

    /// <summary>It nests deeper than this parser goes; Prometheus may take it.</summary>
    TooDeep,

    /// <summary>The version of Prometheus that was asked for does not have it, or no longer; another one does.</summary>
    OtherVersion,
}

/// <summary>A text is not PromQL.</summary>
public sealed class PromQlSyntaxException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What is wrong, and where.</param>
    public PromQlSyntaxException(PromQlSyntaxError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public PromQlSyntaxError Error { get; }

    /// <summary>Index of the character where the problem is.</summary>
    public int Position => Error.Position;

    /// <summary>Line of that character, from 1.</summary>
    public int Line => Error.Line;

    /// <summary>Column of that character, from 1.</summary>
    public int Column => Error.Column;

    /// <summary>What is wrong.</summary>
    public string Problem => Error.Problem;

    /// <summary>What to write instead.</summary>
    public string Expected => Error.Expected;
}

/// <summary>Carries a problem from deep in the parser to its entry; never leaves the parser.</summary>
internal sealed class ParseFailure(int position, string problem, string expected) : Exception(problem)
{
    public int Position { get; } = position;

    public string Expected { get; } = expected;

    public PromQlErrorKind Kind { get; init; }
}

/// <summary>A place in a text as editors count it.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public readonly record struct PromQlLocation(int Line, int Column)
{
    /// <summary>Finds line and column of an offset.</summary>
    /// <param name="text">The text that was parsed.</param>
    /// <param name="offset">Index of a character, or the length of the text for its end.</param>
    public static PromQlLocation FromOffset(string text, int offset)
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
