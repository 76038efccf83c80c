namespace ProgressiveSlo.PromQL;

/// <summary>A word, sign or literal of the text.</summary>
internal readonly struct Token(TokenKind kind, int start, int end)
{
    public readonly TokenKind Kind = kind;
    public readonly int Start = start;
    public readonly int End = end;
}

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    End,
    Number,
    Text,
    Duration,
    Placeholder,
    Identifier,

    /// <summary>An identifier with a colon, which only metrics have.</summary>
    MetricIdentifier,

    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    At,

    // Inside braces; NotEqual serves both sides.
    Assign,
    RegexMatch,
    RegexNoMatch,

    // Binary operators, in the order of BinaryOperator.
    Or,
    And,
    Unless,
    Equal,
    NotEqual,
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    TrimUpper,
    TrimLower,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Atan2,
    Power,

    // Aggregations, in the order of AggregateOperator.
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    StdDev,
    StdVar,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    LimitK,
    LimitRatio,

    Offset,
    Anchored,
    Smoothed,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Bool,

    // Keywords only before a parenthesis; otherwise they are identifiers.
    Fill,
    FillLeft,
    FillRight,

    // Words that are functions, too.
    StartKeyword,
    EndKeyword,
    StepKeyword,
    RangeKeyword,
    MaxOf,
    MinOf,
}

/// <summary>Where keywords may stand for names. Source: the grammar of Prometheus 3.14, rules metric_identifier and maybe_label.</summary>
internal static class TokenKinds
{
    public static bool IsBinaryOperator(this TokenKind kind) => kind is >= TokenKind.Or and <= TokenKind.Power;

    public static BinaryOperator ToBinaryOperator(this TokenKind kind) => (BinaryOperator)(kind - TokenKind.Or);

    public static bool IsAggregate(this TokenKind kind) => kind is >= TokenKind.Sum and <= TokenKind.LimitRatio;

    public static bool IsFill(this TokenKind kind) => kind is >= TokenKind.Fill and <= TokenKind.FillRight;

    /// <summary>Whether the word before a parenthesis is the name of a function.</summary>
    public static bool CanNameFunction(this TokenKind kind) =>
        kind is TokenKind.Identifier or (>= TokenKind.StartKeyword and <= TokenKind.MinOf);

    public static AggregateOperator ToAggregateOperator(this TokenKind kind) => (AggregateOperator)(kind - TokenKind.Sum);

    /// <summary>Whether the word can be the name of a metric.</summary>
    public static bool CanNameMetric(this TokenKind kind) =>
        kind
            is TokenKind.Identifier
                or TokenKind.MetricIdentifier
                or TokenKind.Or
                or TokenKind.And
                or TokenKind.Unless
                or TokenKind.By
                or TokenKind.Without
                or (>= TokenKind.Offset and <= TokenKind.Smoothed)
                or (>= TokenKind.Fill and <= TokenKind.MinOf)
        || kind.IsAggregate();

    /// <summary>
    /// Whether the word can be a label of <c>by</c>, <c>on</c> and their like. <c>without</c> cannot; Prometheus left it out.
    /// </summary>
    public static bool CanNameLabel(this TokenKind kind) =>
        kind
            is TokenKind.Identifier
                or TokenKind.Or
                or TokenKind.And
                or TokenKind.Unless
                or TokenKind.Atan2
                or TokenKind.By
                or (>= TokenKind.On and <= TokenKind.MinOf)
                or (>= TokenKind.Offset and <= TokenKind.Smoothed)
        || kind.IsAggregate();
}

/// <summary>The words that are more than names. They are recognised in any case.</summary>
internal static class Keywords
{
    private const int Longest = 12;

    // By length, so that most names are told apart without comparing a letter.
    private static readonly (string Word, TokenKind Kind)[][] _byLength = ByLength();

    /// <summary>The token of a word: a keyword, a number (<c>inf</c>, <c>nan</c>) or an identifier.</summary>
    public static TokenKind Find(string text, int start, int length)
    {
        if (length > Longest)
            return TokenKind.Identifier;
        foreach (var (word, kind) in _byLength[length])
        {
            if (Matches(text, start, word))
                return kind;
        }

        return TokenKind.Identifier;
    }

    /// <summary>Whether a name, put into an expression, would be read as a metric and not as something else.</summary>
    public static bool CanNameMetric(string name) => Find(name, 0, name.Length).CanNameMetric();

    /// <summary>Whether a word can stand in a list of labels without quotes.</summary>
    public static bool CanNameLabel(string name) => Find(name, 0, name.Length).CanNameLabel();

    private static bool Matches(string text, int start, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var letter = text[start + i];
            if (letter != word[i] && (letter is < 'A' or > 'Z' || (char)(letter | 0x20) != word[i]))
                return false;
        }

        return true;
    }

    private static (string Word, TokenKind Kind)[][] ByLength()
    {
        var words = new List<(string Word, TokenKind Kind)>
        {
            ("and", TokenKind.And),
            ("or", TokenKind.Or),
            ("unless", TokenKind.Unless),
            ("atan2", TokenKind.Atan2),
            ("offset", TokenKind.Offset),
            ("by", TokenKind.By),
            ("without", TokenKind.Without),
            ("on", TokenKind.On),
            ("ignoring", TokenKind.Ignoring),
            ("group_left", TokenKind.GroupLeft),
            ("group_right", TokenKind.GroupRight),
            ("bool", TokenKind.Bool),
            ("anchored", TokenKind.Anchored),
            ("smoothed", TokenKind.Smoothed),
            ("fill", TokenKind.Fill),
            ("fill_left", TokenKind.FillLeft),
            ("fill_right", TokenKind.FillRight),
            ("start", TokenKind.StartKeyword),
            ("end", TokenKind.EndKeyword),
            ("step", TokenKind.StepKeyword),
            ("range", TokenKind.RangeKeyword),
            ("max_of", TokenKind.MaxOf),
            ("min_of", TokenKind.MinOf),
            ("inf", TokenKind.Number),
            ("nan", TokenKind.Number),
        };
        for (var kind = TokenKind.Sum; kind <= TokenKind.LimitRatio; kind++)
            words.Add((kind.ToAggregateOperator().Symbol(), kind));
        return [.. Enumerable.Range(0, Longest + 1).Select(length => words.Where(w => w.Word.Length == length).ToArray())];
    }
}
