using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>
/// Reads a template of Go to find what is wrong with it. Source: Go, <c>text/template/parse/parse.go</c>; methods have the names of the
/// constructs there.
/// </summary>
internal sealed partial class TemplateParser(
    IReadOnlyList<TemplateToken> tokens,
    PrometheusVersion? version,
    bool hasOtherFunctions = false
)
{
    private const int MaximumDepth = 200;

    // What Prometheus declares before the text.
    private static readonly string[] _variables = ["$", "$labels", "$externalLabels", "$externalURL", "$value"];

    private readonly HashSet<string> _templates = new(StringComparer.Ordinal);
    private List<string> _scope = [.. _variables];
    private int _at;
    private int _ranges;
    private int _depth;

    private enum Ending
    {
        Text,
        End,
        Else,
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="TemplateFailure">Prometheus refuses it.</exception>
    public void Read()
    {
        while (Peek.Kind != TemplateTokenKind.End)
        {
            var start = _at;
            if (Next().Kind == TemplateTokenKind.LeftDelimiter && IsKeyword(NextToken(), "define"))
            {
                Definition();
                continue;
            }

            _at = start;
            var token = Peek;
            if (Item() != Ending.Text)
                throw Failure(token, "An end or else stands here without an if, range or with before it", "Remove it");
        }
    }

    private TemplateToken Peek => tokens[_at];

    private TemplateToken PeekToken
    {
        get
        {
            SkipSpace();
            return Peek;
        }
    }

    private void Definition()
    {
        var name = Name("define");
        Expect(TemplateTokenKind.RightDelimiter, "define");
        Named(name, () => List());
    }

    // A template has variables of its own.
    private void Named(TemplateToken name, Func<(Ending, bool)> body)
    {
        var outer = _scope;
        var ranges = _ranges;
        (_scope, _ranges) = (["$"], 0);
        var (ending, isEmpty) = body();
        (_scope, _ranges) = (outer, ranges);
        if (ending != Ending.End)
            throw Failure(name, "The template has an else", "Write end");
        if (!isEmpty && !_templates.Add(name.Text))
            throw Failure(name, $"The template {ServiceName.Printable(name.Text)} is defined twice", "Give one of them another name");
    }

    // Up to an end or an else, and whether there was nothing but space.
    private (Ending Ending, bool IsEmpty) List()
    {
        var isEmpty = true;
        while (PeekToken.Kind != TemplateTokenKind.End)
        {
            var token = Peek;
            var ending = Item();
            if (ending != Ending.Text)
                return (ending, isEmpty);
            isEmpty &= token.Kind == TemplateTokenKind.Text && string.IsNullOrWhiteSpace(token.Text);
        }

        throw Failure(Peek, "An if, range, with, block or define has no end", "Write '{{ end }}' after it");
    }

    private Ending Item()
    {
        var token = NextToken();
        if (token.Kind == TemplateTokenKind.Text)
            return Ending.Text;
        if (token.Kind != TemplateTokenKind.LeftDelimiter)
            throw Unexpected(token);
        if (++_depth > MaximumDepth)
            throw Failure(token, "The template nests too deep", "Make it simpler");
        var ending = Action();
        _depth--;
        return ending;
    }

    private Ending Action()
    {
        var token = PeekToken;
        if (token.Kind != TemplateTokenKind.Keyword)
        {
            Pipeline("command", TemplateTokenKind.RightDelimiter);
            return Ending.Text;
        }

        Next();
        switch (token.Text)
        {
            case "if" or "range" or "with":
                Control(token.Text);
                return Ending.Text;
            case "end":
                Expect(TemplateTokenKind.RightDelimiter, "end");
                return Ending.End;
            case "else":
                if (!IsKeyword(PeekToken, "if") && !(IsKeyword(Peek, "with") && version is not { Major: 2, Minor: < 55 }))
                    Expect(TemplateTokenKind.RightDelimiter, "else");
                return Ending.Else;
            case "break" or "continue":
                Expect(TemplateTokenKind.RightDelimiter, token.Text);
                return _ranges > 0 ? Ending.Text : throw Failure(token, $"{token.Text} stands outside of a range", "Remove it");
            case "template":
                Name("template");
                if (PeekToken.Kind == TemplateTokenKind.RightDelimiter)
                    Next();
                else
                    Pipeline("template", TemplateTokenKind.RightDelimiter);
                return Ending.Text;
            case "block":
                var name = Name("block");
                Pipeline("block", TemplateTokenKind.RightDelimiter);
                Named(name, () => List());
                return Ending.Text;
            default:
                throw Unexpected(token);
        }
    }

    private void Control(string word)
    {
        var outer = _scope.Count;
        Pipeline(word, TemplateTokenKind.RightDelimiter);
        _ranges += word == "range" ? 1 : 0;
        var (ending, _) = List();
        _ranges -= word == "range" ? 1 : 0;
        if (ending == Ending.Else)
        {
            if (word != "range" && IsKeyword(Peek, word))
            {
                Next();
                if (++_depth > MaximumDepth)
                    throw Failure(Peek, "The template nests too deep", "Make it simpler");
                Control(word);
                _depth--;
            }
            else if (List().Ending != Ending.End)
            {
                throw Failure(Peek, "There is a second else", "Write end");
            }
        }

        _scope.RemoveRange(outer, _scope.Count - outer);
    }

    private TemplateToken Name(string word)
    {
        var name = NextToken();
        if (name.Kind != TemplateTokenKind.String || !GoNumber.IsQuoted(name.Text))
            throw Failure(name, $"The word {word} needs the name of a template", "Write a name in quotes");
        return name;
    }

    private TemplateToken Next() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    private TemplateToken NextToken()
    {
        SkipSpace();
        return Next();
    }

    private void SkipSpace()
    {
        while (Peek.Kind == TemplateTokenKind.Space)
            _at++;
    }

    private void Expect(TemplateTokenKind kind, string after)
    {
        var token = NextToken();
        if (token.Kind != kind)
            throw Failure(token, $"'{ServiceName.Printable(token.Text)}' cannot stand after {after}", "Write '}}' there");
    }

    private static bool IsKeyword(TemplateToken token, string word) => token.Kind == TemplateTokenKind.Keyword && token.Text == word;

    private static TemplateFailure Unexpected(TemplateToken token) =>
        Failure(
            token,
            token.Kind == TemplateTokenKind.End
                ? "The template ends too early"
                : $"'{ServiceName.Printable(token.Text)}' cannot stand here",
            "Write a value, a function or a variable, for example $value or $labels.job"
        );

    private static TemplateFailure Failure(TemplateToken token, string message, string fix) => new(token.Position, message, fix);
}
