using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

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
        var group = _token.Kind switch { TokenKind.GroupLeft => GroupSide.Left, TokenKind.GroupRight => GroupSide.Right, _ => GroupSide.None };
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
