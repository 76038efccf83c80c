using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>How far the services of one tier have come.</summary>
/// <param name="Tier">The tier in the words of the catalog; empty for services without one, <c>*</c> for all services together.</param>
public sealed record SloMaturity(string Tier)
{
    /// <summary>The tier that stands for all services.</summary>
    public const string AllTiers = "*";

    /// <summary>How many services there are.</summary>
    public int Services { get; init; }

    /// <summary>Services with an SLO: a target, said or implied by burn-rate alerts.</summary>
    public int WithSlo { get; init; }

    /// <summary>Services with a latency SLO.</summary>
    public int WithLatencySlo { get; init; }

    /// <summary>Services with burn-rate alerts.</summary>
    public int WithBurnRateAlerts { get; init; }

    /// <summary>Services with an SLO that a definition makes, and not rules written by hand.</summary>
    public int Managed { get; init; }

    /// <summary>Gaps with the severity Error.</summary>
    public int Errors { get; init; }

    /// <summary>Gaps with the severity Warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Gaps with the severity Information.</summary>
    public int Informations { get; init; }

    /// <summary>The highest level whose needs, and those of all levels below, are met.</summary>
    public string Level { get; init; } = "";

    /// <summary>
    /// The mean of the four shares (with SLO, with latency SLO, with burn-rate alerts, managed), 0 to 1; null without services.
    /// </summary>
    public decimal? Score { get; init; }

    /// <summary>What the next level lacks, for example <c>Managed: managed 40% of 80%</c>; empty at the highest one.</summary>
    public string Next { get; init; } = "";
}

/// <summary>Counts by tier how far services have come.</summary>
internal sealed class MaturityCounter(IReadOnlyList<MaturityLevel> levels)
{
    private readonly Dictionary<string, SloMaturity> _tiers = new(StringComparer.OrdinalIgnoreCase);
    private SloMaturity _all = new(SloMaturity.AllTiers);

    /// <summary>Counts a service with its gaps. What belongs to no known service has gaps alone, and counts among all.</summary>
    public void Add(GapSubject subject, IReadOnlyList<SloGap> gaps)
    {
        _all = Count(_all, subject, gaps);
        if (!subject.IsKnown)
            return;
        var tier = subject.Entry?.Tier ?? "";
        _tiers[tier] = Count(_tiers.TryGetValue(tier, out var row) ? row : new SloMaturity(tier), subject, gaps);
    }

    /// <summary>The tiers by name, services without one after them, and all together last.</summary>
    public IReadOnlyList<SloMaturity> Complete() =>
        _tiers
            .Values.OrderBy(t => t.Tier.Length == 0)
            .ThenBy(t => t.Tier, StringComparer.OrdinalIgnoreCase)
            .Append(_all)
            .Select(Judge)
            .ToArray();

    private static SloMaturity Count(SloMaturity row, GapSubject subject, IReadOnlyList<SloGap> gaps)
    {
        row = row with
        {
            Errors = row.Errors + gaps.Count(g => g.Severity == FindingSeverity.Error),
            Warnings = row.Warnings + gaps.Count(g => g.Severity == FindingSeverity.Warning),
            Informations = row.Informations + gaps.Count(g => g.Severity == FindingSeverity.Information),
        };
        if (!subject.IsKnown)
            return row;
        var slos = subject.Slos;
        return row with
        {
            Services = row.Services + 1,
            WithSlo = row.WithSlo + (slos.Count > 0 ? 1 : 0),
            WithLatencySlo = row.WithLatencySlo + (slos.Any(s => s.Item.Measure == SloMeasure.Latency) ? 1 : 0),
            WithBurnRateAlerts = row.WithBurnRateAlerts + (subject.Items.Any(i => i.Item.HasBurnRateAlert()) ? 1 : 0),
            Managed = row.Managed + (slos.Any(s => s.Item.IsManaged()) ? 1 : 0),
        };
    }

    private SloMaturity Judge(SloMaturity row)
    {
        if (row.Services == 0)
            return row with { Level = levels[0].Name };
        var reached = 0;
        while (reached + 1 < levels.Count && Lacks(row, levels[reached + 1]).Count == 0)
            reached++;
        return row with
        {
            Level = levels[reached].Name,
            Score =
                (Share(row.WithSlo, row) + Share(row.WithLatencySlo, row) + Share(row.WithBurnRateAlerts, row) + Share(row.Managed, row))
                / 4m,
            Next = reached + 1 < levels.Count ? $"{levels[reached + 1].Name}: {string.Join(", ", Lacks(row, levels[reached + 1]))}" : "",
        };
    }

    private static List<string> Lacks(SloMaturity row, MaturityLevel level)
    {
        var lacks = new List<string>();
        Need("with SLO", row.WithSlo, level.WithSlo);
        Need("with latency SLO", row.WithLatencySlo, level.WithLatencySlo);
        Need("with burn-rate alerts", row.WithBurnRateAlerts, level.WithBurnRateAlerts);
        Need("managed", row.Managed, level.Managed);
        if (level.WithoutErrors && row.Errors > 0)
            lacks.Add(CountText.Of(row.Errors, "error to fix", "errors to fix"));
        return lacks;

        void Need(string what, int services, decimal share)
        {
            if (Share(services, row) < share)
                lacks.Add(
                    $"{what} {NumberText.PercentPair(Math.Round(Share(services, row), 4, MidpointRounding.AwayFromZero), share).Actual} "
                        + $"of {NumberText.PercentShort(share)}"
                );
        }
    }

    private static decimal Share(int services, SloMaturity row) => (decimal)services / row.Services;
}
