namespace ProgressiveSlo.AlertTemplates;

/// <summary>The labels of the alert's series that a text names.</summary>
internal static class TemplateLabels
{
    /// <summary>The labels, each once: those of <c>$labels.x</c>, <c>.Labels.x</c> and <c>index $labels "x"</c>.</summary>
    /// <param name="text">The text of a label or an annotation; nothing is found in one that is not a template.</param>
    public static IReadOnlyList<string> Find(string text)
    {
        if (text.IndexOf("{{", StringComparison.Ordinal) < 0)
            return [];
        IReadOnlyList<TemplateToken> tokens;
        try
        {
            tokens = new TemplateLexer(text).Read();
        }
        catch (TemplateFailure)
        {
            return [];
        }

        var found = new List<string>();

        // Within these, the dot is something else than the alert.
        var isMoved = tokens.Any(t => t is { Kind: TemplateTokenKind.Keyword, Text: "range" or "with" or "define" or "block" });
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            var isLabels =
                tokens[i] is { Kind: TemplateTokenKind.Variable, Text: "$labels" }
                || (!isMoved && tokens[i] is { Kind: TemplateTokenKind.Field, Text: ".Labels" } && !IsAfterField(tokens, i));
            if (!isLabels)
                continue;
            var next = tokens[i + 1];
            if (next.Kind == TemplateTokenKind.Field)
                Add(found, next.Text.TrimStart('.'));
            else if (IsIndex(tokens, i) && i + 2 < tokens.Count && tokens[i + 2].Kind == TemplateTokenKind.String)
                Add(found, tokens[i + 2].Text.Trim('"', '`'));
        }

        return found;
    }

    private static bool IsAfterField(IReadOnlyList<TemplateToken> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind is TemplateTokenKind.Field or TemplateTokenKind.Variable or TemplateTokenKind.RightParenthesis;

    private static bool IsIndex(IReadOnlyList<TemplateToken> tokens, int at) =>
        at > 1 && tokens[at - 1].Kind == TemplateTokenKind.Space && tokens[at - 2] is { Kind: TemplateTokenKind.Identifier, Text: "index" };

    private static void Add(List<string> found, string label)
    {
        if (label.Length > 0 && !found.Contains(label))
            found.Add(label);
    }
}
