namespace ProgressiveSlo.Formats.Yaml;

/// <summary>One text for all that are alike: files of rules repeat the same few keys, labels and durations thousands of times.</summary>
internal sealed class TextPool
{
    private const int LongestText = 40;
    private const int MostTexts = 10_000;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The text, or one that is equal to it and was seen before.</summary>
    public string Share(string text)
    {
        if (text.Length > LongestText)
            return text;
        if (_texts.TryGetValue(text, out var known))
            return known;
        if (_texts.Count < MostTexts)
            _texts.Add(text, text);
        return text;
    }
}
