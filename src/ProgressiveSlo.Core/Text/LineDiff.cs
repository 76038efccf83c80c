namespace ProgressiveSlo.Text;

/// <summary>The lines in which two texts differ. Source: the longest common subsequence, by dynamic programming.</summary>
public static class LineDiff
{
    /// <summary>
    /// Lines that are gone, marked <c>- </c>, and lines that are new, marked <c>+ </c>, in their order; none when the texts are equal.
    /// </summary>
    /// <param name="before">The old text; lines end with LF.</param>
    /// <param name="after">The new text.</param>
    public static IReadOnlyList<string> Compute(string before, string after)
    {
        if (before is null)
            throw new ArgumentNullException(nameof(before));
        if (after is null)
            throw new ArgumentNullException(nameof(after));
        var old = before.Split('\n');
        var now = after.Split('\n');
        var common = Common(old, now);
        var lines = new List<string>();
        int i = 0,
            j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                i++;
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + old[i++]);
            }
            else
            {
                lines.Add("+ " + now[j++]);
            }
        }

        return lines;
    }

    private static int[,] Common(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}
