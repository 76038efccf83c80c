using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>The challenges that organisations meet, and which findings, gaps and readiness checks each of them stands behind. Data: the built-in file, or a user's own.</summary>
public sealed class MigrationGuidance
{
    private readonly Dictionary<string, Challenge> _byCode = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes guidance.</summary>
    /// <param name="challenges">The challenges in the order of reports, each with the codes of findings and gaps and the names of readiness checks that it stands behind.</param>
    /// <exception cref="ArgumentException">A code is there twice.</exception>
    public MigrationGuidance(IReadOnlyList<(Challenge Challenge, IReadOnlyList<string> Codes)> challenges)
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
    public static MigrationGuidance None { get; } = new([]);

    /// <summary>The challenges, in the order of reports.</summary>
    public IReadOnlyList<Challenge> Challenges { get; }

    /// <summary>The codes that a challenge is known for.</summary>
    public IReadOnlyCollection<string> Codes => _byCode.Keys;

    /// <summary>The challenge behind a finding, a gap or a readiness check; null when there is none.</summary>
    /// <param name="code">Code of the finding or gap, or name of the check; case does not matter.</param>
    public Challenge? Of(string code) => code is not null && _byCode.TryGetValue(code, out var challenge) ? challenge : null;
}
