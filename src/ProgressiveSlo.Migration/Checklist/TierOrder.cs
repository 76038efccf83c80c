namespace ProgressiveSlo.Migration.Checklist;

/// <summary>
/// The order in which tiers migrate. A rank has the words that different organisations have for it; case, spaces and underscores make no
/// difference, so <c>Tier 0</c>, <c>tier_0</c> and <c>TIER0</c> are one.
/// </summary>
public sealed class TierOrder
{
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);

    /// <summary>Makes the order.</summary>
    /// <param name="ranks">The words of each rank; the first rank migrates first.</param>
    public TierOrder(IReadOnlyList<IReadOnlyList<string>> ranks)
    {
        Ranks = ranks ?? throw new ArgumentNullException(nameof(ranks));
        for (var i = 0; i < ranks.Count; i++)
        {
            foreach (var word in ranks[i])
                _ranks[Key(word)] = i;
        }
    }

    /// <summary>The words of each rank; the first rank migrates first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Ranks { get; }

    /// <summary>
    /// The rank of a tier, from 0. Nothing is known about a service without a tier, or with a word that is in no rank: it may be the most
    /// critical
    /// of all, so it comes after every known one.
    /// </summary>
    /// <param name="tier">The tier in the words of the catalog, or null.</param>
    public int RankOf(string? tier) => IsKnown(tier) ? _ranks[Key(tier!)] : Ranks.Count;

    /// <summary>Whether a rank has this word.</summary>
    /// <param name="tier">The tier, or null.</param>
    public bool IsKnown(string? tier) => !string.IsNullOrWhiteSpace(tier) && _ranks.ContainsKey(Key(tier!));

    /// <summary>The first word that stands in two ranks, or twice in one; null when each stands once.</summary>
    public string? FindDuplicate() => Ranks.SelectMany(words => words).GroupBy(Key).FirstOrDefault(g => g.Count() > 1)?.First();

    private static string Key(string word) =>
        string.Concat(word.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))).ToLowerInvariant();
}
