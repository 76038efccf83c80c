using System.Text.RegularExpressions;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>Tells LogQL, the language of Loki's rules, from PromQL. Rule files of both look the same.</summary>
internal static class LogQl
{
    // Functions that Loki has and Prometheus has not. Source: Loki, "LogQL: metric queries".
    private static readonly Regex _functions = new(
        "\\b(?:bytes_over_time|bytes_rate|last_log_over_time|rate_counter)\\s*\\(",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>
    /// Whether a query is LogQL: it has a pipe or a line filter behind a selector, which PromQL has nowhere outside of quotes, or a
    /// function of
    /// Loki's own.
    /// </summary>
    public static bool IsLogQl(string query)
    {
        var brace = query.IndexOf('{');
        if (brace < 0)
            return false;
        var afterBrace = false;
        for (var i = brace; i < query.Length; i++)
        {
            var c = query[i];
            if (c is '"' or '\'' or '`')
            {
                // A text behind != is a line filter; PromQL compares with no text.
                i = EndOfText(query, i);
                if (i < 0)
                    return false;
            }
            else if (c == '#')
            {
                i = query.IndexOf('\n', i);
                if (i < 0)
                    break;
            }
            else if (c == '|')
            {
                return true;
            }
            else if (c == '!' && afterBrace && IsTextNext(query, i))
            {
                return true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                afterBrace = c == '}';
            }
        }

        return _functions.IsMatch(query);
    }

    private static bool IsTextNext(string query, int i)
    {
        if (i + 1 >= query.Length || query[i + 1] is not ('=' or '~'))
            return false;
        for (i += 2; i < query.Length && char.IsWhiteSpace(query[i]); )
            i++;
        return i < query.Length && query[i] is '"' or '`';
    }

    private static int EndOfText(string query, int start)
    {
        for (var i = start + 1; i < query.Length; i++)
        {
            if (query[i] == '\\' && query[start] != '`')
                i++;
            else if (query[i] == query[start])
                return i;
        }

        return -1;
    }
}
