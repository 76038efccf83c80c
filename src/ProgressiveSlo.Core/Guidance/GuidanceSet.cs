namespace ProgressiveSlo.Guidance;

/// <summary>
/// The challenges that organisations meet, and which findings, gaps and readiness checks each of them stands behind. Data: the built-in
/// file, or a user's own.
/// </summary>
public sealed class GuidanceSet
{
    private readonly Dictionary<string, Challenge> _byCode = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes guidance.</summary>
    /// <param name="challenges">The challenges in the order of reports, each with the codes of findings and gaps and the names of readiness
    /// checks that it stands behind.</param>
    /// <exception cref="ArgumentException">A code is duplicated.</exception>
    public GuidanceSet(IReadOnlyList<(Challenge Challenge, IReadOnlyList<string> Codes)> challenges)
    {
        if (challenges is null)
            throw new ArgumentNullException(nameof(challenges));
        var all = new List<Challenge>(challenges.Count);
        foreach (var (challenge, codes) in challenges)
        {
            all.Add(challenge);
            foreach (var code in codes)
                _byCode.Add(code, challenge);
        }

        Challenges = all;
    }

    /// <summary>No challenge at all.</summary>
    public static GuidanceSet None { get; } = new([]);

    /// <summary>The challenges, in the order of reports.</summary>
    public IReadOnlyList<Challenge> Challenges { get; }

    /// <summary>The codes that a challenge is known for.</summary>
    public IReadOnlyCollection<string> Codes => _byCode.Keys;

    /// <summary>The challenge behind a finding, a gap or a readiness check; null when there is none.</summary>
    /// <param name="code">Code of the finding or gap, or name of the check; case does not matter.</param>
    public Challenge? FindChallenge(string code) => code is not null && _byCode.TryGetValue(code, out var challenge) ? challenge : null;
}

/// <summary>A challenge that organisations meet on the way to SLO-as-code, and what helps.</summary>
/// <param name="Name">Its name, for example <c>Alert fatigue</c>.</param>
/// <param name="Helps">What helps, in the order in which to try it.</param>
public sealed record Challenge(string Name, IReadOnlyList<string> Helps)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
