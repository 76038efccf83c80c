namespace ProgressiveSlo.Text;

/// <summary>Maps of labels and annotations: their order is for readers and not part of what they say.</summary>
internal static class StringMap
{
    public static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    public static bool Equal(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
