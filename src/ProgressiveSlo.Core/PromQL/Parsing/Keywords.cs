using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.PromQL;

/// <summary>The words that are more than names. They are recognised in any case.</summary>
internal static class Keywords
{
    private const int _longest = 12;

    // By length, so that most names are told apart without comparing a letter.
    private static readonly (string Word, TokenKind Kind)[][] _byLength = ByLength();

    /// <summary>The token of a word: a keyword, a number (<c>inf</c>, <c>nan</c>) or an identifier.</summary>
    public static TokenKind Find(string text, int start, int length)
    {
        if (length > _longest)
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
            ("and", TokenKind.And), ("or", TokenKind.Or), ("unless", TokenKind.Unless), ("atan2", TokenKind.Atan2),
            ("offset", TokenKind.Offset), ("by", TokenKind.By), ("without", TokenKind.Without), ("on", TokenKind.On),
            ("ignoring", TokenKind.Ignoring), ("group_left", TokenKind.GroupLeft), ("group_right", TokenKind.GroupRight),
            ("bool", TokenKind.Bool), ("start", TokenKind.StartKeyword), ("end", TokenKind.EndKeyword),
            ("inf", TokenKind.Number), ("nan", TokenKind.Number),
        };
        for (var kind = TokenKind.Sum; kind <= TokenKind.Quantile; kind++)
            words.Add((kind.ToAggregateOperator().Symbol(), kind));
        return [.. Enumerable.Range(0, _longest + 1).Select(length => words.Where(w => w.Word.Length == length).ToArray())];
    }
}
