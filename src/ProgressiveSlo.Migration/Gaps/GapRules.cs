using ProgressiveSlo.Findings;

namespace ProgressiveSlo.Migration.Gaps;

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

    internal GapRule ForCode(string code) => _byCode[code];
}

/// <summary>What is said of one kind of gap. Data: the built-in file.</summary>
/// <param name="Code">The code, for example <c>SloMissing</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">What it is, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop at the end.</param>
/// <param name="Cmdlet">The cmdlet call that closes it, with <c>{service}</c> and the like, and optional parts in square brackets; empty
/// when only people can.</param>
public sealed record GapRule(string Code, FindingSeverity Severity, string Title, string Guidance, string Cmdlet)
    : FindingRule(Code, Severity, Title, Guidance);

/// <summary>A level of maturity and what it takes. Each number is the least share of the services of a tier, 0 to 1.</summary>
/// <param name="Name">Its name, for example <c>Managed</c>.</param>
/// <param name="Description">What it means, one sentence without its full stop.</param>
public sealed record MaturityLevel(string Name, string Description)
{
    /// <summary>Services with an SLO.</summary>
    public decimal WithSlo { get; init; }

    /// <summary>Services with a latency SLO.</summary>
    public decimal WithLatencySlo { get; init; }

    /// <summary>Services with burn-rate alerts.</summary>
    public decimal WithBurnRateAlerts { get; init; }

    /// <summary>Services with an SLO that a definition makes.</summary>
    public decimal Managed { get; init; }

    /// <summary>Whether no gap may have the severity Error.</summary>
    public bool WithoutErrors { get; init; }
}
