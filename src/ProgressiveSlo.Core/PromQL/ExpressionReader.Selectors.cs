namespace ProgressiveSlo.PromQL;

/// <summary>Selectors, ranges and the modifiers after them.</summary>
internal sealed partial class ExpressionReader
{
    private VectorSelector Selector(string? name, int start)
    {
        IReadOnlyList<LabelCondition> conditions = [];
        if (_token.Kind == TokenKind.LeftBrace)
            conditions = Conditions(name, start);
        return new VectorSelector(name, conditions, span: Since(start));
    }

    private List<LabelCondition> Conditions(string? name, int start)
    {
        var conditions = new List<LabelCondition>(4);
        var choosesSome = name is not null;
        Advance();
        while (!Take(TokenKind.RightBrace))
        {
            conditions.Add(Condition(name, out var matchesEmpty));
            choosesSome |= !matchesEmpty;
            if (!Take(TokenKind.Comma) && _token.Kind != TokenKind.RightBrace)
                throw Unexpected("Write ',' or '}' after a label condition");
        }

        if (!choosesSome)
            throw new ParseFailure(
                start,
                "The selector would choose every series",
                "Name a metric, or write a condition that the empty text does not meet, for example {job=\"api\"}"
            );
        return conditions;
    }

    private LabelCondition Condition(string? name, out bool matchesEmpty)
    {
        var label = _token;
        if (label.Kind != TokenKind.Identifier)
            throw Unexpected("Write a label name");
        var labelName = TextOf(label);
        if (name is not null && labelName == "__name__")
            throw new ParseFailure(label.Start, $"The metric is named twice: {name} and __name__", "Name it once");
        Advance();
        var sign = _token.Kind switch
        {
            TokenKind.Assign => "=",
            TokenKind.NotEqual => "!=",
            TokenKind.RegexMatch => "=~",
            TokenKind.RegexNoMatch => "!~",
            _ => throw Unexpected("Write =, !=, =~ or !~ after the label"),
        };
        Advance();
        var quoted = _token;
        if (quoted.Kind != TokenKind.Text)
            throw Unexpected("Write the value in quotes");
        var value = StringLiteralSyntax.Unquote(_text, quoted.Start, quoted.End);
        matchesEmpty = value.Length == 0;
        if (sign is "=~" or "!~")
        {
            var check = RegexSyntax.Check(value);
            if (check.Problem is not null)
                throw new ParseFailure(
                    quoted.Start,
                    $"'{Shown(value)}' is not a regular expression of RE2: {check.Problem}",
                    "Write a regular expression of RE2; a backslash before it makes a sign stand for itself"
                );
            matchesEmpty = check.MatchesEmpty;
        }

        if (sign[0] == '!')
            matchesEmpty = !matchesEmpty;
        Advance();
        return new LabelCondition(new LabelMatcher(labelName, sign, value), Since(label.Start));
    }

    private Operand WithModifiers(Operand operand)
    {
        while (true)
        {
            switch (_token.Kind)
            {
                case TokenKind.LeftBracket:
                    operand = Range(operand);
                    break;
                case TokenKind.Offset:
                    operand = WithOffset(operand);
                    break;
                case TokenKind.At:
                    operand = WithAt(operand);
                    break;
                default:
                    return operand;
            }
        }
    }

    private Operand Range(Operand operand)
    {
        var bracket = _token.Start;
        Advance();
        var range = Duration();
        if (Take(TokenKind.Colon))
        {
            var step = _token.Kind == TokenKind.RightBracket ? null : Duration();
            CloseBracket("Write ']' after the step of the subquery");
            TypeRules.CheckSubquery(operand, bracket);
            return new Operand(new SubqueryExpression(operand.Expression, range, step, span: Since(operand.Start)), operand.Start, false);
        }

        CloseBracket("Write ']' or ':' after the duration");
        var selector = TypeRules.CheckRange(operand, bracket);

        // Prometheus 2.42 lets start() and end() stand before the bracket, too; they mean the same after it.
        var bare = selector.At is null ? selector : new VectorSelector(selector.Name, selector.Conditions, span: selector.Span);
        return new Operand(new RangeSelector(bare, range, null, selector.At, Since(operand.Start)), operand.Start, false);
    }

    private void CloseBracket(string expected)
    {
        if (!Take(TokenKind.RightBracket))
            throw Unexpected(expected);
    }

    private PromQlDuration Duration()
    {
        var token = _token;
        if (token.Kind is not (TokenKind.Duration or TokenKind.Placeholder))
            throw Unexpected(DurationSyntax.Expected);
        Advance();
        return token.Kind == TokenKind.Placeholder
            ? new DurationPlaceholder(TextOf(token), Since(token.Start))
            : new DurationLiteral(DurationSyntax.Parse(_text, token.Start, token.End), Since(token.Start));
    }

    private Operand WithOffset(Operand operand)
    {
        var start = _token.Start;
        Advance();
        var isNegative = Take(TokenKind.Subtract);
        var offset = new OffsetModifier(Duration(), isNegative, Since(start));
        TypeRules.CheckModifier(operand, start, "offset", isOffset: true);
        PromQlExpression expression = operand.Expression switch
        {
            VectorSelector vector => new VectorSelector(vector.Name, vector.Conditions, offset, vector.At, Since(operand.Start)),
            RangeSelector range => new RangeSelector(range.Selector, range.Range, offset, range.At, Since(operand.Start)),
            var other => WithModifiers((SubqueryExpression)other, offset, ((SubqueryExpression)other).At, operand.Start),
        };
        return new Operand(expression, operand.Start, false);
    }

    private Operand WithAt(Operand operand)
    {
        var start = _token.Start;
        Advance();
        var at = At(start);
        TypeRules.CheckModifier(operand, start, "@", isOffset: false);
        PromQlExpression expression = operand.Expression switch
        {
            VectorSelector vector => new VectorSelector(vector.Name, vector.Conditions, vector.Offset, at, Since(operand.Start)),
            RangeSelector range => new RangeSelector(range.Selector, range.Range, range.Offset, at, Since(operand.Start)),
            var other => WithModifiers((SubqueryExpression)other, ((SubqueryExpression)other).Offset, at, operand.Start),
        };
        return new Operand(expression, operand.Start, false);
    }

    private SubqueryExpression WithModifiers(SubqueryExpression subquery, OffsetModifier? offset, AtModifier? at, int start) =>
        new(subquery.Operand, subquery.Range, subquery.Step, offset, at, Since(start));

    private AtModifier At(int start)
    {
        const string Expected = "Write a Unix time in seconds, start() or end() after @";
        var token = _token;
        if (token.Kind is TokenKind.StartKeyword or TokenKind.EndKeyword)
        {
            Advance();
            if (!Take(TokenKind.LeftParen) || !Take(TokenKind.RightParen))
                throw Unexpected("Write () after start or end");
            return token.Kind == TokenKind.StartKeyword ? AtModifier.AtStart(Since(start)) : AtModifier.AtEnd(Since(start));
        }

        var isNegative = Take(TokenKind.Subtract);
        if (!isNegative)
            Take(TokenKind.Add);
        token = _token;
        if (token.Kind != TokenKind.Number)
            throw Unexpected(Expected);
        Advance();
        var time = NumberOf(token);

        // Prometheus keeps times as 64-bit integers.
        if (!(time < 9223372036854775808d))
            throw new ParseFailure(token.Start, "The time after @ is out of bounds", Expected);
        return AtModifier.AtTime(isNegative ? -time : time, Since(start));
    }
}

/// <summary>Lists of labels: by, without, on, ignoring, group_left and group_right.</summary>
internal sealed partial class ExpressionReader
{
    private LabelGrouping? Grouping()
    {
        if (_token.Kind is not (TokenKind.By or TokenKind.Without))
            return null;
        var word = _token;
        Advance();
        var labels = Labels();
        return new LabelGrouping(word.Kind == TokenKind.Without, labels, Since(word.Start));
    }

    private VectorMatching? Matching()
    {
        if (_token.Kind is not (TokenKind.On or TokenKind.Ignoring))
            return null;
        var word = _token;
        Advance();
        var labels = Labels();
        var group = _token.Kind switch
        {
            TokenKind.GroupLeft => GroupSide.Left,
            TokenKind.GroupRight => GroupSide.Right,
            _ => GroupSide.None,
        };
        List<string>? include = null;
        if (group != GroupSide.None)
        {
            Advance();

            // A parenthesis after group_left is always its list, never the right side.
            if (_token.Kind == TokenKind.LeftParen)
                include = Labels();
        }

        return new VectorMatching(word.Kind == TokenKind.On, labels, group, include, Since(word.Start));
    }

    private List<string> Labels()
    {
        var labels = new List<string>(2);
        if (!Take(TokenKind.LeftParen))
            throw Unexpected("Write '(' and a list of labels");
        while (!Take(TokenKind.RightParen))
        {
            if (!_token.Kind.CanNameLabel())
                throw Unexpected("Write a label name or ')'");
            labels.Add(TextOf(_token));
            Advance();
            if (!Take(TokenKind.Comma) && _token.Kind != TokenKind.RightParen)
                throw Unexpected("Write ',' or ')' after a label");
        }

        return labels;
    }
}
