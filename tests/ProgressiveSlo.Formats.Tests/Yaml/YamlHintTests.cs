using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>Where YAML does not parse, the error says what people mostly did, and where.</summary>
public sealed class YamlHintTests
{
    private const string Tab = "A tab stands in the indentation, and YAML takes only spaces there. Replace the tab with spaces.";
    private const string Space = "A no-break space stands here, and YAML does not take it for a space. Replace it with a space.";

    [Theory]
    [InlineData("a:\n\tb: 1\n", "(2,1): " + Tab)]
    [InlineData("x:\n- a: 1\n  b:\n\t- c\n", "(4,1): " + Tab)]
    [InlineData("a:\n  b: 1\n\tc: 1\n", "(3,1): " + Tab)]
    [InlineData("- a: 1\n\u00a0\u00a0b: 2\n", "(2,1): " + Space)]
    public void What_cannot_be_seen_is_named_at_its_place(string text, string expected) => Assert.Equal("a.yaml" + expected, Refused(text));

    [Theory]
    [InlineData("a: {{ .Values.a }}: x: y\n", true)]
    [InlineData("a: b: {{ .Values.a }}\n", true)]
    [InlineData("a: b: {{.window}}\n", false)]
    [InlineData("a: b: {{ .window }} {{x}}\n", true)]
    [InlineData("a: b: c\nd: {{x}}\n", false)]
    [InlineData("d: '{{x}}'\na: b: c\n", false)]
    public void A_template_is_to_be_rendered_first(string text, bool isTemplate) =>
        Assert.Equal(isTemplate, Refused(text).EndsWith(YamlHint.Render + ".", StringComparison.Ordinal));

    [Theory]
    [InlineData("a: b: c\n", "Put the value in quotes if it has ': ' in it; otherwise check the indentation.")]
    [InlineData("a: [1\n", "Check the line, and the indentation of the lines before it.")]
    [InlineData("a: '1\n", "Check the line, and the indentation of the lines before it.")]
    public void Other_errors_are_told_in_the_parser_s_words(string text, string fix)
    {
        var said = Refused(text);
        Assert.Contains("): This is not valid YAML: ", said, StringComparison.Ordinal);
        Assert.EndsWith(". " + fix, said, StringComparison.Ordinal);
        Assert.DoesNotContain("..", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x {{ .a }}", 1, true)]
    [InlineData("x {{ .window }}", 1, false)]
    [InlineData("{{.window}}{{y}}", 1, true)]
    [InlineData("{{y}}", 1, true)]
    [InlineData("a\n{{y}}", 1, false)]
    [InlineData("a\n{{y}}", 2, true)]
    [InlineData("a\n{{y}}\nb", 3, false)]
    [InlineData("a\n{{y}}", 3, false)]
    [InlineData("{{y}}\na", 0, true)]
    public void Only_the_line_itself_is_looked_at(string text, int line, bool isTemplate) =>
        Assert.Equal(isTemplate, YamlHint.IsTemplate(DocumentText.Of(text), line));

    private static string Refused(string text)
    {
        var error = Assert.Throws<SloDocumentException>(() => YamlLoader.Load(text, "a.yaml", DocumentLimits.Default));
        return Assert.Single(error.Problems).ToString();
    }
}
