using System.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Queries as templates of text, as Sloth treats them: <c>{{.window}}</c> is replaced wherever it stands, also inside a name or a
/// string. Spaces inside the braces make no difference.
/// </summary>
public static class WindowTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string Variable = ".window";

    /// <summary>Whether the window stands anywhere in the query.</summary>
    /// <param name="query">The query.</param>
    public static bool HasWindow(string query) => FindNext(query ?? throw new ArgumentNullException(nameof(query)), 0).Start >= 0;

    /// <summary>The query for one window.</summary>
    /// <param name="query">The query.</param>
    /// <param name="window">The window in Prometheus's spelling.</param>
    public static string Fill(string query, string window)
    {
        if (query is null)
            throw new ArgumentNullException(nameof(query));
        var text = new StringBuilder(query.Length);
        var from = 0;
        for (var place = FindNext(query, 0); place.Start >= 0; place = FindNext(query, from))
        {
            text.Append(query, from, place.Start - from).Append(window);
            from = place.End;
        }

        return text.Append(query, from, query.Length - from).ToString();
    }

    /// <summary>The first placeholder from a position on; -1 for both when there is none.</summary>
    /// <param name="query">The query.</param>
    /// <param name="from">Where to begin.</param>
    public static (int Start, int End) FindNext(string query, int from)
    {
        if (query is null)
            throw new ArgumentNullException(nameof(query));
        for (
            var start = query.IndexOf(Open, from, StringComparison.Ordinal);
            start >= 0;
            start = query.IndexOf(Open, start + 1, StringComparison.Ordinal)
        )
        {
            var at = SkipSpaces(query, start + Open.Length);
            if (string.CompareOrdinal(query, at, Variable, 0, Variable.Length) != 0)
                continue;
            at = SkipSpaces(query, at + Variable.Length);
            if (string.CompareOrdinal(query, at, Close, 0, Close.Length) == 0)
                return (start, at + Close.Length);
        }

        return (-1, -1);
    }

    private static int SkipSpaces(string query, int at)
    {
        while (at < query.Length && query[at] == ' ')
            at++;
        return at;
    }
}
