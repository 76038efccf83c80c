using System.Text;
using YamlDotNet.Core;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Texts in double quotes over several lines, whose lines Prometheus and Kubernetes (go-yaml, libyaml) let begin at any column, and
/// YamlDotNet does not. Spaces before such a line mean nothing, so more of them are written where the parser asks for them. Lines keep
/// their numbers.
/// </summary>
internal static class QuotedLines
{
    // What YamlDotNet says of such a line.
    private const string Reason = "multi-line double-quoted scalar, found wrong indentation";

    /// <summary>The text with such lines indented from the place where the parser stopped; null when that is not what it says.</summary>
    /// <param name="text">The text.</param>
    /// <param name="error">What the parser says.</param>
    public static string? Indent(string text, YamlException error)
    {
        if (error.Message.IndexOf(Reason, StringComparison.Ordinal) < 0 || error.Start.Index >= text.Length)
            return null;
        var start = (int)error.Start.Index;
        var result = new StringBuilder(text.Length + 64);
        result.Append(text, 0, start);
        var lexer = new LineLexer(text, result);
        lexer.Read(start);
        return result.Length == text.Length ? null : result.ToString();
    }

    /// <summary>
    /// Copies a text from a text in double quotes on, and indents the lines of that one and of those after it. It knows as much of YAML as
    /// it takes to tell where a text in quotes begins; where it is wrong, the parser stops there again and says so.
    /// </summary>
    private sealed class LineLexer(string text, StringBuilder result)
    {
        private int _at;
        private int _lineStart;

        public void Read(int start)
        {
            _at = start;
            _lineStart = text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
            var isValue = true;
            while (_at < text.Length)
            {
                var c = text[_at];
                if (isValue && c == '"')
                    Quoted();
                else if (isValue && c == '\'')
                    Copy(EndOfSingle());
                else if (isValue && c is '|' or '>' && IsBlockHeader())
                    Block();
                else if (c == '#' && (_at == 0 || char.IsWhiteSpace(text[_at - 1])))
                    Copy(EndOfLine());
                else
                {
                    Copy(_at + 1);
                    isValue = IsBeforeValue(c, isValue);
                    continue;
                }

                isValue = false;
            }
        }

        // A value begins at the start of a line, after a dash, a colon or a mark of flow style, and space.
        private bool IsBeforeValue(char c, bool isValue) =>
            c switch
            {
                '\n' or '[' or '{' or ',' => true,
                ' ' or '\t' or '\r' => isValue,
                ':' or '-' or '?' => _at >= text.Length || char.IsWhiteSpace(text[_at]),
                _ => false,
            };

        private void Quoted()
        {
            // As far as the text itself begins is always far enough.
            var column = _at - _lineStart;
            Copy(_at + 1);
            while (_at < text.Length && text[_at] != '"')
            {
                if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] is not ('\n' or '\r'))
                    Copy(_at + 2);
                else if (text[_at] == '\n')
                    Line(column);
                else
                    Copy(_at + 1);
            }

            Copy(Math.Min(_at + 1, text.Length));
        }

        private void Line(int column)
        {
            Copy(_at + 1);
            var end = _at;
            while (end < text.Length && text[end] is ' ' or '\t')
                end++;
            if (end < text.Length && text[end] is not ('\n' or '\r') && end - _at < column && !IsDocumentMark())
                result.Append(' ', column - (end - _at));
            Copy(end);
        }

        // Lines of the document's own end the text, and the parser says so.
        private bool IsDocumentMark() =>
            (string.CompareOrdinal(text, _at, "---", 0, 3) == 0 || string.CompareOrdinal(text, _at, "...", 0, 3) == 0)
            && (_at + 3 >= text.Length || char.IsWhiteSpace(text[_at + 3]));

        private int EndOfSingle()
        {
            var end = _at + 1;
            while (end < text.Length && (text[end] != '\'' || (end + 1 < text.Length && text[end + 1] == '\'')))
                end += text[end] == '\'' ? 2 : 1;
            return Math.Min(end + 1, text.Length);
        }

        private bool IsBlockHeader()
        {
            var end = EndOfLine();
            for (var i = _at + 1; i < end && text[i] != '#'; i++)
            {
                if (text[i] is not (' ' or '\t' or '\r' or '+' or '-' or (>= '1' and <= '9')))
                    return false;
            }

            return true;
        }

        // All lines that are indented more than the line with the mark.
        private void Block()
        {
            var indent = ParentIndent();
            Copy(EndOfLine());
            while (_at < text.Length)
            {
                var line = _at + 1;
                var first = line + IndentOf(line);
                if (first < text.Length && text[first] is not ('\n' or '\r') && first - line <= indent)
                    return;
                Copy(line);
                Copy(EndOfLine());
            }
        }

        // Where the key stands, or the dash of an item without one.
        private int ParentIndent()
        {
            var indent = IndentOf(_lineStart);
            while (text[_lineStart + indent] == '-' && char.IsWhiteSpace(text[_lineStart + indent + 1]))
            {
                var next = indent + 1;
                while (text[_lineStart + next] is ' ')
                    next++;
                if (_lineStart + next >= _at)
                    break;
                indent = next;
            }

            return indent;
        }

        private int IndentOf(int line)
        {
            var at = line;
            while (at < text.Length && text[at] == ' ')
                at++;
            return at - line;
        }

        private int EndOfLine()
        {
            var end = text.IndexOf('\n', _at);
            return end < 0 ? text.Length : end;
        }

        private void Copy(int end)
        {
            for (; _at < end; _at++)
            {
                result.Append(text[_at]);
                if (text[_at] == '\n')
                    _lineStart = _at + 1;
            }
        }
    }
}
