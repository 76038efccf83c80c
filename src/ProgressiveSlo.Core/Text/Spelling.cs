namespace ProgressiveSlo.Text;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Spelling
{
    private const int LongestWord = 64;

    /// <summary>The known word nearest to a written one, when it is near enough to be meant; otherwise null.</summary>
    /// <param name="word">The word as written; case does not matter.</param>
    /// <param name="known">The words that there are.</param>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word is null || word.Length > LongestWord)
            return null;
        return known
            .Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= Math.Max(1, k.Word.Length / 3))
            .OrderBy(k => k.Distance)
            .Select(k => k.Word)
            .FirstOrDefault();
    }

    /// <summary>Whether a written word differs from a known one by a few letters at most.</summary>
    /// <param name="word">The word as written; case does not matter.</param>
    /// <param name="known">The known word.</param>
    /// <param name="most">How many letters may be other, missing, too many or swapped; 0 or more.</param>
    public static bool IsNear(string word, string known, int most)
    {
        if (word is null)
            throw new ArgumentNullException(nameof(word));
        if (known is null)
            throw new ArgumentNullException(nameof(known));
        return Math.Abs(word.Length - known.Length) <= most
            && word.Length <= LongestWord
            && Distance(word.ToUpperInvariant(), known.ToUpperInvariant()) <= most;
    }

    // Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. Source: Damerau (1964).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
