namespace ProgressiveSlo.PromQL;

/// <summary>
/// A query of an indicator: its text, with <c>{{.window}}</c> where the window goes, and its tree, which is made once, when somebody first
/// asks for it. The reader of a document, the lint and the writers pass it on as one. Two queries are equal when their texts are, and files
/// hold the text.
/// </summary>
internal sealed class SliQuery : IEquatable<SliQuery>
{
    private const string AnyWindow = "5m";

    private Parsed? _parsed;
    private Parsed? _filled;
    private SliQuery? _printed;

    /// <param name="text">The query; it need not be PromQL.</param>
    public SliQuery(string text) => Text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The query as it was written.</summary>
    public string Text { get; }

    /// <summary>The tree, with placeholders as durations; null when the text is not PromQL in this way.</summary>
    public PromQlExpression? Tree => (_parsed ??= Parse(Text, PromQlOptions.Template)).Tree;

    /// <summary>Why there is no tree, or null.</summary>
    public PromQlSyntaxError? Error => (_parsed ??= Parse(Text, PromQlOptions.Template)).Error;

    /// <summary>What the query uses that not every version of Prometheus has; none when there is no tree.</summary>
    public IReadOnlyList<PromQlFeatureUse> Features => (_parsed ??= Parse(Text, PromQlOptions.Template)).Features;

    /// <summary>
    /// The tree over a window of a text that is PromQL only once the window is filled in, such as one with the placeholder in the middle of
    /// a name; null when there is a tree without that, or none at all.
    /// </summary>
    public PromQlExpression? FilledTree =>
        Tree is null && WindowTemplate.HasWindow(Text)
            ? (_filled ??= Parse(WindowTemplate.Fill(Text, AnyWindow), PromQlOptions.Plain)).Tree
            : null;

    /// <summary>The query as the printer spells it, whose tree knows the places in that text; null when there is no tree.</summary>
    public SliQuery? Printed => Tree is { } tree ? _printed ??= Print(tree) : null;

    /// <summary>The query of a text, or null for null.</summary>
    public static SliQuery? From(string? text) => text is null ? null : new SliQuery(text);

    /// <inheritdoc/>
    public bool Equals(SliQuery? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SliQuery);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private SliQuery Print(PromQlExpression tree)
    {
        var text = PromQlPrinter.Print(tree);
        return text == Text ? this : new SliQuery(text);
    }

    private static Parsed Parse(string text, PromQlOptions options) =>
        PromQlParser.TryParse(text, options, out var tree, out var features, out var error)
            ? new Parsed(tree, null, features)
            : new Parsed(null, error, features);

    private sealed record Parsed(PromQlExpression? Tree, PromQlSyntaxError? Error, IReadOnlyList<PromQlFeatureUse> Features);
}
