namespace ProgressiveSlo.Text;

/// <summary>
/// One text for all that are alike: files of rules repeat the same few keys, labels, durations and descriptions thousands of times, and so
/// do findings about them.
/// </summary>
internal sealed class TextPool
{
    private const int LongestText = 1_000;
    private const int MostTexts = 10_000;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The text, or one that is equal to it and was seen not long before.</summary>
    public string Share(string text)
    {
        if (text.Length > LongestText)
            return text;
        if (_texts.TryGetValue(text, out var known))
            return known;

        // Expressions are mostly of one rule alone. What repeats soon comes again.
        if (_texts.Count == MostTexts)
            _texts.Clear();
        _texts.Add(text, text);
        return text;
    }
}
