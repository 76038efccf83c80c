using System.Runtime.CompilerServices;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Builds the tree, one token ahead, by precedence climbing. Rules that need the types of the parts are in <see cref="TypeRules"/>.
/// </summary>
internal sealed partial class ExpressionReader
{
    private readonly Lexer _lexer;
    private readonly string _text;
    private readonly int _maxDepth;
    private readonly PrometheusVersion _version;
    private readonly bool _isOld;
    private List<PromQlFeatureUse>? _features;
    private Token _token;
    private int _depth;

    // Where the last token that was taken ends.
    private int _end;

    // Whether a selector may choose every series.
    private bool _selectorsAreFree;

    public ExpressionReader(string text, PromQlOptions options)
    {
        _text = text;
        _version = options.PrometheusVersion;

        // Numbers and durations became one with 2.54, and the grammar between brackets with them.
        _isOld = !PromQlFeatures.NumberAsDuration.IsIn(_version);
        _lexer = new Lexer(text, options.AllowPlaceholders, _isOld);
        _maxDepth = options.MaxDepth;
    }

    /// <summary>The features that the text uses, each once, in the order of the text.</summary>
    public IReadOnlyList<PromQlFeatureUse> Features => _features ?? (IReadOnlyList<PromQlFeatureUse>)[];

    public PromQlExpression Read()
    {
        Advance();
        if (_token.Kind == TokenKind.End)
            throw new ParseFailure(
                _token.Start,
                "There is no expression",
                "Write an expression, for example sum(rate(http_requests_total[5m]))"
            );
        var expression = Expression(1).Expression;
        if (_token.Kind != TokenKind.End)
            throw Unexpected("Write an operator before it, or remove it");
        return expression;
    }

    // Reads operators that bind at least as tightly as told.
    private Operand Expression(int precedence)
    {
        Descend();
        var left = _token.Kind is TokenKind.Add or TokenKind.Subtract ? Signed() : WithModifiers(Primary());
        while (_token.Kind.IsBinaryOperator())
        {
            var sign = _token;
            var @operator = sign.Kind.ToBinaryOperator();
            var binds = @operator.Precedence();
            if (binds < precedence)
                break;
            if (sign.Kind is TokenKind.TrimUpper or TokenKind.TrimLower)
                Use(PromQlFeatures.Trim, sign.Start);
            Advance();
            var returnsBool = Take(TokenKind.Bool);
            var matching = Matching();
            var fill = Fill();
            var right = Expression(@operator == BinaryOperator.Power ? binds : binds + 1);
            TypeRules.CheckBinary(@operator, sign.Start, left, right, returnsBool, matching, fill);
            var keepsMatching =
                left.Expression.ValueType == PromQlValueType.InstantVector && right.Expression.ValueType == PromQlValueType.InstantVector;
            var expression = new BinaryExpression(
                @operator,
                left.Expression,
                right.Expression,
                returnsBool,
                keepsMatching ? matching : null,
                fill,
                Since(left.Start)
            );
            left = new Operand(expression, left.Start, false);
        }

        _depth--;
        return left;
    }

    // A sign binds like a product, so only powers join its operand: -a ^ b is -(a ^ b), -a * b is (-a) * b.
    private Operand Signed()
    {
        var sign = _token;
        Advance();
        var operand = Expression(BinaryOperator.Power.Precedence());
        var isMinus = sign.Kind == TokenKind.Subtract;
        if (operand.Expression is NumberLiteral number && !operand.IsParenthesized)
            return new Operand(
                new NumberLiteral(isMinus ? -number.Value : number.Value, Since(sign.Start)) { IsDuration = number.IsDuration },
                sign.Start,
                false
            );

        TypeRules.CheckSigned(operand);
        return new Operand(
            new UnaryExpression(isMinus ? UnaryOperator.Minus : UnaryOperator.Plus, operand.Expression, Since(sign.Start)),
            sign.Start,
            false
        );
    }

    private Operand Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.LeftParen:
                return Parenthesized();
            case TokenKind.Number:
                Advance();
                return new Operand(new NumberLiteral(NumberOf(token), Since(token.Start)), token.Start, false);
            case TokenKind.Duration:
                return new Operand(DurationAsNumber(), token.Start, false);
            case TokenKind.Text:
                Advance();
                return new Operand(
                    new StringLiteral(StringLiteralSyntax.Unquote(_text, token.Start, token.End), Since(token.Start)),
                    token.Start,
                    false
                );
            case TokenKind.LeftBrace:
                return new Operand(Selector(null, token.Start), token.Start, false);
        }

        if (!token.Kind.CanNameMetric())
            throw Unexpected("Write an expression here: a metric, a function, an aggregation, a number or '('");
        Advance();
        if (token.Kind.CanNameFunction() && _token.Kind == TokenKind.LeftParen)
            return new Operand(Call(token), token.Start, false);
        if (token.Kind.IsAggregate() && _token.Kind is TokenKind.LeftParen or TokenKind.By or TokenKind.Without)
            return new Operand(Aggregate(token), token.Start, false);
        return new Operand(Selector(TextOf(token), token.Start), token.Start, false);
    }

    private Operand Parenthesized()
    {
        var start = _token.Start;
        Advance();
        var inner = Expression(1);
        Close(start);
        return new Operand(inner.Expression, start, true);
    }

    // 5m is 300.
    private NumberLiteral DurationAsNumber()
    {
        var token = _token;
        Advance();

        // Older lexers take 1_000 for a duration that is none.
        if (_isOld && NumberSyntax.TryParse(_text, token.Start, token.End, out _))
            Use(PromQlFeatures.UnderscoreInNumber, token.Start);
        var milliseconds = DurationSyntax.Parse(_text, token.Start, token.End).Ticks / TimeSpan.TicksPerMillisecond;
        Use(PromQlFeatures.NumberAsDuration, token.Start);
        return new NumberLiteral((milliseconds / 1000) + (milliseconds % 1000 / 1e3), Since(token.Start)) { IsDuration = true };
    }

    private CallExpression Call(Token name)
    {
        var function = PromQlFunctions.Find(TextOf(name)) ?? throw UnknownFunction(name);
        if (function.Feature is not null)
            Use(function.Feature, name.Start);
        var arguments = Arguments(function.Name == "info");
        TypeRules.CheckCall(function, name.Start, arguments);
        return new CallExpression(function, Expressions(arguments), Since(name.Start));
    }

    private ParseFailure UnknownFunction(Token name)
    {
        var text = TextOf(name);
#pragma warning disable CA1308 // Functions are written in lower case.
        var meant = PromQlFunctions.Find(text.ToLowerInvariant());
#pragma warning restore CA1308
        return new ParseFailure(
            name.Start,
            $"There is no function '{text}'",
            meant is null ? $"Use a function of Prometheus {_version}" : $"Write {meant.Name}; functions are written in lower case"
        );
    }

    private AggregateExpression Aggregate(Token name)
    {
        var @operator = name.Kind.ToAggregateOperator();
        if (@operator is AggregateOperator.LimitK or AggregateOperator.LimitRatio)
            Use(PromQlFeatures.Limit, name.Start);
        var grouping = Grouping();
        if (_token.Kind != TokenKind.LeftParen)
            throw Unexpected("Write '(' and what is aggregated");
        var arguments = Arguments();
        grouping ??= Grouping();
        TypeRules.CheckAggregate(@operator, name.Start, arguments);
        return arguments.Count == 2
            ? new AggregateExpression(@operator, arguments[1].Expression, arguments[0].Expression, grouping, Since(name.Start))
            : new AggregateExpression(@operator, arguments[0].Expression, null, grouping, Since(name.Start));
    }

    private List<Operand> Arguments(bool areOfInfo = false)
    {
        var open = _token.Start;
        var arguments = new List<Operand>(2);
        var wasFree = _selectorsAreFree;
        Advance();
        if (_token.Kind != TokenKind.RightParen)
        {
            do
            {
                // info(x, {}) chooses labels and not series.
                _selectorsAreFree = areOfInfo && arguments.Count > 0;
                arguments.Add(Expression(1));
            } while (Take(TokenKind.Comma));
        }

        _selectorsAreFree = wasFree;
        Close(open);
        return arguments;
    }

    private static PromQlExpression[] Expressions(List<Operand> operands)
    {
        var expressions = new PromQlExpression[operands.Count];
        for (var i = 0; i < expressions.Length; i++)
            expressions[i] = operands[i].Expression;
        return expressions;
    }

    private void Close(int open)
    {
        if (_token.Kind == TokenKind.End)
            throw new ParseFailure(open, "'(' is never closed", "Write ')' where it ends");
        if (!Take(TokenKind.RightParen))
            throw Unexpected("Write an operator, ',' or ')'");
    }

    private void Descend()
    {
        if (++_depth > _maxDepth)
            throw TooDeep(FormattableString.Invariant($"The expression nests deeper than {_maxDepth} levels"));

        // The limit is made for usual stacks; the caller may have used most of this one. Each level takes about a kilobyte.
        if (_depth % 16 != 1)
            return;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw TooDeep("The expression nests deeper than the stack of this thread has room for");
        }
    }

    private ParseFailure TooDeep(string problem) =>
        new(_token.Start, problem, "Split it into recording rules") { Kind = PromQlErrorKind.TooDeep };

    private void Advance()
    {
        _end = _token.End;
        _token = _lexer.Next();
    }

    private bool Take(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    // Prometheus refuses what the version does not have; the rest is told.
    private void Use(PromQlFeature feature, int position)
    {
        if (!feature.IsIn(_version))
        {
            var isGone = feature.Until <= _version;
            throw new ParseFailure(
                position,
                isGone ? $"{feature.Name} was removed in Prometheus {feature.Until}" : $"{feature.Name} needs {feature.Requirement}",
                isGone && feature.Instead is { } instead ? $"Write {instead}" : $"Write it for Prometheus {_version}, or use a newer one"
            )
            {
                Kind = PromQlErrorKind.OtherVersion,
            };
        }

        _features ??= [];
        foreach (var use in _features)
        {
            if (use.Feature == feature)
                return;
        }

        _features.Add(new PromQlFeatureUse(feature, position));
    }

    private PromQlSpan Since(int start) => new(start, _end);

    private string TextOf(Token token) => _text.Substring(token.Start, token.End - token.Start);

    private double NumberOf(Token token)
    {
        if (!NumberSyntax.TryParse(_text, token.Start, token.End, out var value))
            throw new ParseFailure(
                token.Start,
                $"'{TextOf(token)}' is not a number, or too large for one",
                "Write a number such as 5, 0.999, 1e3 or 0x1F"
            );
        if (_text.IndexOf('_', token.Start, token.End - token.Start) >= 0)
            Use(PromQlFeatures.UnderscoreInNumber, token.Start);
        return value;
    }

    private ParseFailure Unexpected(string expected)
    {
        var problem = _token.Kind == TokenKind.End ? "The expression ends too early" : $"'{Shown(TextOf(_token))}' cannot stand here";
        return new ParseFailure(_token.Start, problem, expected);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text.Substring(0, 40) + "...";
}
