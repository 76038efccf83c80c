namespace ProgressiveSlo.Text;

/// <summary>The lines in which two texts differ. Source: the longest common subsequence, by dynamic programming.</summary>
public static class LineDiff
{
    /// <summary>
    /// Lines that are gone, marked <c>- </c>, and lines that are new, marked <c>+ </c>, in their order; none when the texts are equal.
    /// Lines around them that are the same are marked with two spaces, and <c>...</c> stands for those left out between two changes.
    /// </summary>
    /// <param name="before">The old text; lines end with LF.</param>
    /// <param name="after">The new text.</param>
    /// <param name="context">How many lines before and after each change are shown, 0 or more.</param>
    public static IReadOnlyList<string> Compute(string before, string after, int context = 0)
    {
        if (before is null)
            throw new ArgumentNullException(nameof(before));
        if (after is null)
            throw new ArgumentNullException(nameof(after));
        var old = before.Split('\n');
        var now = after.Split('\n');
        var common = Common(old, now);
        var lines = new List<string>();
        var shown = new Shown(lines, context);
        int i = 0,
            j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                shown.Same(old[i++]);
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                shown.Changed("- " + old[i++]);
            }
            else
            {
                shown.Changed("+ " + now[j++]);
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

    // Lines that are the same wait until it is known whether a change follows.
    private sealed class Shown(List<string> lines, int context)
    {
        private readonly Queue<string> _before = new();
        private int _after;
        private bool _left;

        public void Same(string line)
        {
            if (_after > 0)
            {
                _after--;
                lines.Add("  " + line);
                return;
            }

            _before.Enqueue(line);
            if (_before.Count <= context)
                return;
            _before.Dequeue();
            _left = true;
        }

        public void Changed(string line)
        {
            if (_left && lines.Count > 0 && context > 0)
                lines.Add("  ...");
            while (_before.Count > 0)
                lines.Add("  " + _before.Dequeue());
            lines.Add(line);
            (_after, _left) = (context, false);
        }
    }
}
