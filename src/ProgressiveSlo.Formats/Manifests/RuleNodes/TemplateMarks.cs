using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>Knows the marks of templates that make files: those of Helm and Go, of ERB, and of Jinja.</summary>
internal static class TemplateMarks
{
    private static readonly (string Mark, string Language)[] _marks =
    [
        ("<%", "an ERB template"),
        ("{%", "a Jinja template"),
        ("{{", "a template"),
    ];

    /// <summary>What to do with a template.</summary>
    public const string Fix = "Render it first, for example with 'helm template', and give what comes out";

    private static readonly Regex _ofChart = new(
        @"\{\{-?\s*(?:\$?\.(?:Values|Release|Chart)\b|include\s|template\s)",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Whether a text has what only charts of Helm have.</summary>
    public static bool IsOfChart(string text) => _ofChart.IsMatch(text);

    /// <summary>Whether a text has a mark of some template.</summary>
    public static bool Has(string text) => Language(text) is not null;

    /// <summary>What a text with marks is, such as <c>an ERB template</c>; null without marks.</summary>
    public static string? Language(string text)
    {
        if (text.IndexOf('{') < 0 && text.IndexOf('<') < 0)
            return null;
        foreach (var (mark, language) in _marks)
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) >= 0)
                return language;
        }

        return null;
    }
}

/// <summary>One problem for a whole document that is a template, and not one for each of its rules.</summary>
internal static class TemplateProblem
{
    /// <summary>Code of the problem.</summary>
    public const string Code = "TemplateNotRendered";

    /// <summary>The problem, at the first rule that shows it.</summary>
    public static DocumentProblem Create(ManifestDocument document, RuleNode rule)
    {
        var expression = rule.Expression!;
        return rule.Problem(
            document.Path,
            expression,
            "expr",
            Code,
            $"The document is {TemplateMarks.Language(expression.Value)} that is not rendered, and none of its rules is read",
            TemplateMarks.Fix
        );
    }
}
