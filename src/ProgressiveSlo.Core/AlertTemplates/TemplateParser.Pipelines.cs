using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>Pipelines, commands and operands of a template.</summary>
internal sealed partial class TemplateParser
{
    private void Pipeline(string context, TemplateTokenKind end)
    {
        var first = PeekToken;
        Declarations(context);
        var commands = 0;
        while (true)
        {
            var token = NextToken();
            if (token.Kind == end)
                break;
            if (!IsOperand(token.Kind))
                throw Unexpected(token);
            _at--;
            var starts = Command();
            if (commands++ > 0 && IsLiteral(starts.Kind))
                throw Failure(
                    starts,
                    $"'{ServiceName.Printable(starts.Text)}' takes no value from the pipe before it",
                    "Write a function after '|', for example humanize"
                );
        }

        if (commands == 0)
            throw Failure(first, "A value is missing", "Write a value or a function, for example $value");
    }

    private void Declarations(string context)
    {
        for (var count = 1; PeekToken.Kind == TemplateTokenKind.Variable; count++)
        {
            var start = _at;
            var variable = Next();
            var next = PeekToken;
            if (next.Kind is TemplateTokenKind.Assign or TemplateTokenKind.Declare)
            {
                Next();
                _scope.Add(variable.Text);
                return;
            }

            if (next is not { Kind: TemplateTokenKind.Other, Text: "," })
            {
                _at = start;
                return;
            }

            Next();
            _scope.Add(variable.Text);
            if (
                context != "range"
                || count > 1
                || PeekToken.Kind
                    is not (TemplateTokenKind.Variable or TemplateTokenKind.RightDelimiter or TemplateTokenKind.RightParenthesis)
            )
                throw Failure(variable, "Too many variables are set here", "Set one, or two in a range");
        }
    }

    // The first operand of the command.
    private TemplateToken Command()
    {
        TemplateToken? first = null;
        while (true)
        {
            var start = PeekToken;
            if (Operand())
                first ??= start;
            var token = Next();
            if (token.Kind == TemplateTokenKind.Space)
                continue;
            if (token.Kind is TemplateTokenKind.RightDelimiter or TemplateTokenKind.RightParenthesis)
                _at--;
            else if (token.Kind != TemplateTokenKind.Pipe)
                throw Unexpected(token);
            return first ?? throw Failure(token, "The command is empty", "Write a value or a function");
        }
    }

    private bool Operand()
    {
        var token = PeekToken;
        if (!Term())
            return false;
        var hasFields = Peek.Kind == TemplateTokenKind.Field;
        while (Peek.Kind == TemplateTokenKind.Field)
            Next();
        if (hasFields && IsLiteral(token.Kind))
            throw Failure(token, $"'{ServiceName.Printable(token.Text)}' has no fields", "Remove what stands after the '.'");
        return true;
    }

    private bool Term()
    {
        var token = NextToken();
        switch (token.Kind)
        {
            case TemplateTokenKind.Identifier:
                CheckFunction(token);
                return true;
            case TemplateTokenKind.Variable:
                CheckVariable(token);
                return true;
            case TemplateTokenKind.String or TemplateTokenKind.Char when !GoNumber.IsQuoted(token.Text):
                throw Failure(token, $"{ServiceName.Printable(token.Text)} has an escape that is not known", "Write the character itself");
            case TemplateTokenKind.LeftParenthesis:
                if (++_depth > MaximumDepth)
                    throw Failure(token, "The template nests too deep", "Make it simpler");
                Pipeline("parentheses", TemplateTokenKind.RightParenthesis);
                _depth--;
                return true;
            default:
                if (IsOperand(token.Kind))
                    return true;
                _at -= token.Kind == TemplateTokenKind.End ? 0 : 1;
                return false;
        }
    }

    private void CheckFunction(TemplateToken token)
    {
        var name = token.Text;
        if (hasOtherFunctions)
            return;
        if (TemplateFunctions.Since(name, version) is { } since)
            throw Failure(token, $"The function {name} needs Prometheus {since} or later", "Write it another way, or update the server");
        if (TemplateFunctions.IsKnown(name))
            return;
        throw Failure(
            token,
            $"There is no function '{ServiceName.Printable(name)}' in templates of alerts",
            Spelling.Nearest(name, TemplateFunctions.Names) is { } near ? $"Did you mean '{near}'?" : "Use a function of Prometheus"
        );
    }

    private void CheckVariable(TemplateToken token)
    {
        if (_scope.Contains(token.Text))
            return;
        throw Failure(
            token,
            $"There is no variable '{ServiceName.Printable(token.Text)}'",
            Spelling.Nearest(token.Text, _scope) is { Length: > 1 } near
                ? $"Did you mean '{near}'?"
                : "Use $labels, $value, $externalLabels or $externalURL"
        );
    }

    private static bool IsLiteral(TemplateTokenKind kind) =>
        kind
            is TemplateTokenKind.Boolean
                or TemplateTokenKind.Dot
                or TemplateTokenKind.Nil
                or TemplateTokenKind.Number
                or TemplateTokenKind.Char
                or TemplateTokenKind.String;

    private static bool IsOperand(TemplateTokenKind kind) =>
        IsLiteral(kind)
        || kind
            is TemplateTokenKind.Field
                or TemplateTokenKind.Identifier
                or TemplateTokenKind.Variable
                or TemplateTokenKind.LeftParenthesis;
}
