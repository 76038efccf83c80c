namespace ProgressiveSlo.Fuzz.Inputs;

/// <summary>Takes out of an input that fails what it fails without.</summary>
internal static class InputReduction
{
    private const int MostTries = 2000;

    // Dear inputs are left as they are.
    private const int LongestInput = 100_000;

    // An input that is too slow makes slow tries, and must not be taken for one without an end.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>The shortest text that was found to fail in the same way.</summary>
    public static string Reduce(FuzzTarget target, string text, string kind)
    {
        if (text.Length is 0 or > LongestInput)
            return text;
        var tries = 0;
        var until = Environment.CpuUsage.TotalTime + _patience;
        bool MayTry() => tries < MostTries && Environment.CpuUsage.TotalTime < until;
        for (var size = Math.Max(1, text.Length / 2); size > 0 && MayTry(); size = size == 1 ? 0 : size / 2)
        {
            for (var start = 0; start < text.Length && MayTry(); tries++)
            {
                var shorter = text.Remove(start, Math.Min(size, text.Length - start));
                if (InputCheck.Run(target, shorter).Problem is { } problem && InputCheck.Kind(problem) == kind)
                    text = shorter;
                else
                    start += size;
            }
        }

        return text;
    }
}
