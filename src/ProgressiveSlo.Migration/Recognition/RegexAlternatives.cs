namespace ProgressiveSlo.Migration.Recognition;

/// <summary>The alternatives of a simple regular expression: <c>^(4|5)..$</c> has <c>4..</c> and <c>5..</c>.</summary>
internal static class RegexAlternatives
{
    private const int MaximumAlternatives = 64;

    public static IReadOnlyList<string> Split(string value, bool isRegex)
    {
        if (!isRegex)
            return [value];
        var text = value.TrimStart('^').TrimEnd('$');
        var parts = SplitAtBars(text);
        var result = new List<string>();
        foreach (var part in parts)
        {
            if (result.Count >= MaximumAlternatives)
                break;
            var open = part.IndexOf('(');
            var close = open < 0 ? -1 : Close(part, open);
            if (open < 0 || close < 0)
            {
                result.Add(part.TrimStart('^').TrimEnd('$'));
                continue;
            }

            var before = part.Substring(0, open);
            var after = part.Substring(close + 1);
            var inside = part.Substring(open + 1, close - open - 1);
            if (inside.StartsWith("?:", System.StringComparison.Ordinal))
                inside = inside.Substring(2);

            // Only one level: what nests deeper stays as it is.
            foreach (var choice in SplitAtBars(inside))
                result.Add(before + choice + (after is "?" or "*" or "+" ? "" : after));
        }

        return result;
    }

    private static List<string> SplitAtBars(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[')
                depth++;
            else if (text[i] is ')' or ']')
                depth--;
            else if (text[i] == '|' && depth == 0)
            {
                parts.Add(text.Substring(start, i - start));
                start = i + 1;
            }
        }

        parts.Add(text.Substring(start));
        return parts;
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth +=
                text[i] == '(' ? 1
                : text[i] == ')' ? -1
                : 0;
            if (depth == 0)
                return i;
        }

        return -1;
    }
}
