using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Every kind of gap, and the levels of maturity.</summary>
public sealed class GapRules
{
    private readonly Dictionary<string, GapRule> _byCode;

    /// <summary>Makes rules.</summary>
    /// <param name="rules">The kinds of gaps; each code once.</param>
    /// <param name="levels">The levels, the lowest first; it has no needs.</param>
    /// <exception cref="ArgumentException">A check has no rule, or there is no level.</exception>
    public GapRules(IReadOnlyList<GapRule> rules, IReadOnlyList<MaturityLevel> levels)
    {
        _byCode = (rules ?? throw new ArgumentNullException(nameof(rules))).ToDictionary(r => r.Code, StringComparer.Ordinal);
        Rules = rules;
        Levels = levels is { Count: > 0 } ? levels : throw new ArgumentException("There is no level.", nameof(levels));
        if (GapChecks.Codes.FirstOrDefault(c => !_byCode.ContainsKey(c)) is { } missing)
            throw new ArgumentException($"The gap {missing} has no rule.", nameof(rules));
    }

    /// <summary>The kinds of gaps.</summary>
    public IReadOnlyList<GapRule> Rules { get; }

    /// <summary>The levels, the lowest first.</summary>
    public IReadOnlyList<MaturityLevel> Levels { get; }

    internal GapRule Of(string code) => _byCode[code];
}
