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
        var choosesSome = name is not null || _selectorsAreFree;
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
        if (label.Kind is not (TokenKind.Identifier or TokenKind.Text))
            throw Unexpected("Write a label name");
        var labelName = NameOf(label);
        Advance();
        var isBareName = label.Kind == TokenKind.Text && _token.Kind is TokenKind.Comma or TokenKind.RightBrace;
        if (name is not null && (isBareName || labelName == "__name__"))
            throw new ParseFailure(
                label.Start,
                $"The metric is named twice: {name} and {(isBareName ? TextOf(label) : "__name__")}",
                "Name it once"
            );
        if (isBareName)
        {
            matchesEmpty = labelName.Length == 0;
            return new LabelCondition(new LabelMatcher("__name__", "=", labelName), Since(label.Start)) { IsBareName = true };
        }

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
            if (check.HasGoName)
                Use(PromQlFeatures.NamedGroup, quoted.Start);
            matchesEmpty = check.MatchesEmpty;
        }

        if (sign[0] == '!')
            matchesEmpty = !matchesEmpty;
        Advance();
        return new LabelCondition(new LabelMatcher(labelName, sign, value), Since(label.Start));
    }

    // A label or a metric; quoted, it may have any characters.
    private string NameOf(Token token)
    {
        if (token.Kind != TokenKind.Text)
            return TextOf(token);
        Use(PromQlFeatures.QuotedName, token.Start);
        return StringLiteralSyntax.Unquote(_text, token.Start, token.End);
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
                case TokenKind.Anchored or TokenKind.Smoothed:
                    operand = WithExtension(operand);
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
        var range = PositiveDuration();
        if (Take(TokenKind.Colon))
        {
            var step = _token.Kind == TokenKind.RightBracket ? null : PositiveDuration();
            CloseBracket("Write ']' after the step of the subquery");
            TypeRules.CheckSubquery(operand, bracket);
            return new Operand(new SubqueryExpression(operand.Expression, range, step, span: Since(operand.Start)), operand.Start, false);
        }

        CloseBracket("Write ']' or ':' after the duration");
        var selector = TypeRules.CheckRange(operand, bracket, IsZero, _isOld);
        var isBare = selector.At is null && selector.Offset is null && selector.Extension == RangeExtension.None;
        var bare = isBare ? selector : new VectorSelector(selector.Name, selector.Conditions, span: selector.Span);
        var start = operand.Start;
        return new Operand(new RangeSelector(bare, range, null, selector.At, selector.Extension, Since(start)), start, false);
    }

    private void CloseBracket(string expected)
    {
        if (!Take(TokenKind.RightBracket))
            throw Unexpected(expected);
    }

    private Operand WithOffset(Operand operand)
    {
        var start = _token.Start;
        Advance();
        var (duration, isNegative) = OffsetDuration();
        var offset = new OffsetModifier(duration, isNegative, Since(start));
        if (IsZero(offset))
            Use(PromQlFeatures.NumberAsDuration, start);
        var (last, at) = TypeRules.Modifiers(operand, start, "offset");
        if (last is not null && !IsZero(last))
            throw TypeRules.Twice(start, "offset");
        return With(operand, offset, at, null);
    }

    private Operand WithAt(Operand operand)
    {
        var start = _token.Start;
        Advance();
        var at = At(start);
        var (offset, last) = TypeRules.Modifiers(operand, start, "@");
        if (last is not null)
            throw TypeRules.Twice(start, "@");
        return With(operand, offset, at, null);
    }

    private Operand WithExtension(Operand operand)
    {
        var word = _token;
        Use(PromQlFeatures.ExtendedRange, word.Start);
        Advance();
        var extension = word.Kind == TokenKind.Anchored ? RangeExtension.Anchored : RangeExtension.Smoothed;
        var (offset, at) = TypeRules.CheckExtension(operand, word.Start, extension);
        return With(operand, offset, at, extension);
    }

    private Operand With(Operand operand, OffsetModifier? offset, AtModifier? at, RangeExtension? extension)
    {
        var span = Since(operand.Start);
        PromQlExpression expression = operand.Expression switch
        {
            VectorSelector v => new VectorSelector(v.Name, v.Conditions, offset, at, extension ?? v.Extension, span),
            RangeSelector r => new RangeSelector(r.Selector, r.Range, offset, at, extension ?? r.Extension, span),
            var other => With((SubqueryExpression)other),
        };
        return new Operand(expression, operand.Start, false);

        SubqueryExpression With(SubqueryExpression subquery) => new(subquery.Operand, subquery.Range, subquery.Step, offset, at, span);
    }

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
        if (token.Kind is not (TokenKind.Number or TokenKind.Duration))
            throw Unexpected(Expected);
        var time = token.Kind == TokenKind.Duration ? DurationAsNumber().Value : NumberOf(token);
        if (token.Kind == TokenKind.Number)
            Advance();

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
            labels.Add(Label());
            Advance();
            if (!Take(TokenKind.Comma) && _token.Kind != TokenKind.RightParen)
                throw Unexpected("Write ',' or ')' after a label");
        }

        return labels;
    }

    private string Label()
    {
        if (_token.Kind is TokenKind.Text)
        {
            var name = NameOf(_token);
            if (name.Length == 0 || RegexRunes.HasBrokenRune(name))
                throw Unexpected("Write a label name of at least one character, in UTF-8");
            return name;
        }

        if (_token.Kind == TokenKind.MetricIdentifier)
            Use(PromQlFeatures.QuotedName, _token.Start);
        else if (!_token.Kind.CanNameLabel())
            throw Unexpected("Write a label name or ')'");
        return TextOf(_token);
    }

    private FillModifier? Fill()
    {
        var word = _token;
        if (!word.Kind.IsFill())
            return null;
        Use(PromQlFeatures.Fill, word.Start);
        Advance();
        var value = FillValue();
        var second = _token;
        var isPair =
            (word.Kind == TokenKind.FillLeft && second.Kind == TokenKind.FillRight)
            || (word.Kind == TokenKind.FillRight && second.Kind == TokenKind.FillLeft);
        if (!isPair)
        {
            return new FillModifier(
                word.Kind == TokenKind.FillRight ? null : value,
                word.Kind == TokenKind.FillLeft ? null : value,
                Since(word.Start)
            );
        }

        Advance();
        var other = FillValue();
        return word.Kind == TokenKind.FillLeft
            ? new FillModifier(value, other, Since(word.Start))
            : new FillModifier(other, value, Since(word.Start));
    }

    private double FillValue()
    {
        var open = _token.Start;
        if (!Take(TokenKind.LeftParen))
            throw Unexpected("Write '(' and the value that fills in");
        var isNegative = Take(TokenKind.Subtract);
        if (!isNegative)
            Take(TokenKind.Add);
        var token = _token;
        if (token.Kind is not (TokenKind.Number or TokenKind.Duration))
            throw Unexpected("Write a number");
        var value = token.Kind == TokenKind.Duration ? DurationAsNumber().Value : NumberOf(token);
        if (token.Kind == TokenKind.Number)
            Advance();
        Close(open);
        return isNegative ? -value : value;
    }
}
