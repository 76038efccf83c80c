using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Finds comments that ignore findings. A <c>#</c> in a text is none, also in an expression of several lines.</summary>
internal static class YamlComments
{
    private static readonly Regex _mark = new(@"(?<![^\s])#[ \t]*slo:[ \t]*(?<words>\S[^\r\n]*)", RegexOptions.CultureInvariant);

    /// <summary>Whether a line may have one. Hardly any has, and of a large file the whole text is not made for nothing.</summary>
    public static bool MayHave(string line) => line.IndexOf("slo:", StringComparison.Ordinal) > 0 && _mark.IsMatch(line);

    /// <summary>The comments, in order.</summary>
    /// <param name="text">The text of a file.</param>
    public static IReadOnlyList<IgnoreComment> Find(string text)
    {
        var found = new List<IgnoreComment>();
        var (line, start, from) = (1, 0, 0);
        for (var match = _mark.Match(text); match.Success; match = match.NextMatch())
        {
            for (; from < match.Index; from++)
            {
                if (text[from] == '\n' || (text[from] == '\r' && text[from + 1] != '\n'))
                    (line, start) = (line + 1, from + 1);
            }

            var isAlone = string.IsNullOrWhiteSpace(text.Substring(start, match.Index - start));
            if (IgnoreComment.Read(line, match.Index - start + 1, isAlone, match.Groups["words"].Value.TrimEnd()) is { } comment)
                found.Add(comment);
        }

        if (found.Count == 0)
            return found;
        var texts = Texts(text);
        return found.FindAll(c => !texts.Exists(t => IsWithin(c, t)));
    }

    // The line with the mark of a block belongs to the mark; a comment may stand behind it.
    private static bool IsWithin(IgnoreComment comment, Scalar text) =>
        (
            comment.Line > text.Start.Line
            || (
                comment.Line == text.Start.Line
                && comment.Column >= text.Start.Column
                && text.Style is not (ScalarStyle.Literal or ScalarStyle.Folded)
            )
        ) && (comment.Line < text.End.Line || (comment.Line == text.End.Line && comment.Column < text.End.Column));

    // Where the texts of the file stand, as far as it can be read.
    private static List<Scalar> Texts(string text)
    {
        var texts = new List<Scalar>();
        try
        {
            var scanner = new Scanner(new StringReader(text));
            while (scanner.MoveNext())
            {
                if (scanner.Current is Scalar scalar)
                    texts.Add(scalar);
            }
        }
        catch (Exception e)
            when (e
                    is YamlException
                        or InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or OverflowException
                        or FormatException
            )
        {
            // Only what was read before counts. The loader says what is wrong with the file.
        }

        return texts;
    }
}
