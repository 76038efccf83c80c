namespace ProgressiveSlo.Fuzz.Inputs;

/// <summary>Takes out of an input that fails what it fails without.</summary>
internal static class InputReduction
{
    private const int MostTries = 2000;

    // Dear inputs are left as they are.
    private const int LongestInput = 100_000;

    /// <summary>The shortest text that was found to fail in the same way.</summary>
    public static string Reduce(FuzzTarget target, string text, string kind)
    {
        if (text.Length is 0 or > LongestInput)
            return text;
        var tries = 0;
        for (var size = Math.Max(1, text.Length / 2); size > 0 && tries < MostTries; size = size == 1 ? 0 : size / 2)
        {
            for (var start = 0; start < text.Length && tries < MostTries; tries++)
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
