using System.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>Comments in queries: from <c>#</c> to the end of the line, outside of quoted texts.</summary>
internal static class PromQlComments
{
    private const char Comment = '#';

    /// <summary>
    /// The query without comments, so that text may stand behind it; the query itself where it has none. It need not be PromQL.
    /// </summary>
    /// <param name="query">The query.</param>
    public static string Remove(string query)
    {
        if (query.IndexOf(Comment) < 0)
            return query;
        var text = new StringBuilder(query.Length);
        var quote = '\0';
        for (var i = 0; i < query.Length; i++)
        {
            var c = query[i];
            if (quote != '\0')
            {
                text.Append(c);
                if (c == '\\' && quote != '`' && i + 1 < query.Length)
                    text.Append(query[++i]);
                else if (c == quote)
                    quote = '\0';
                continue;
            }

            if (c == Comment)
            {
                while (text.Length > 0 && text[text.Length - 1] is ' ' or '\t')
                    text.Length--;
                while (i + 1 < query.Length && query[i + 1] != '\n')
                    i++;
                continue;
            }

            if (c is '"' or '\'' or '`')
                quote = c;
            text.Append(c);
        }

        return text.Length == query.Length ? query : text.ToString().Trim();
    }
}
