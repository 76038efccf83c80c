using System.Threading;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>Compares what there is with what every service should have.</summary>
public sealed class GapAnalysis
{
    private GapAnalysis(IReadOnlyList<SloGap> gaps, IReadOnlyList<SloMaturity> maturity)
    {
        Gaps = gaps;
        Maturity = maturity;
    }

    /// <summary>The gaps, the gravest first, then by service; what no service is named for comes last.</summary>
    public IReadOnlyList<SloGap> Gaps { get; }

    /// <summary>How far each tier has come, and all services together as the last one.</summary>
    public IReadOnlyList<SloMaturity> Maturity { get; }

    /// <summary>Compares.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="catalog">The services that there should be something for; null when there is no catalog: the services of the inventory
    /// stand for it then, and what only a catalog knows is not checked.</param>
    /// <param name="rules">What is said of gaps, and the levels of maturity.</param>
    /// <param name="guidance">The challenges.</param>
    /// <param name="stop">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GapAnalysis Run(
        IReadOnlyList<SloInventoryItem> inventory,
        ServiceCatalog? catalog,
        GapRules rules,
        GuidanceSet guidance,
        CancellationToken stop = default
    )
    {
        if (inventory is null)
            throw new ArgumentNullException(nameof(inventory));
        if (rules is null)
            throw new ArgumentNullException(nameof(rules));
        if (guidance is null)
            throw new ArgumentNullException(nameof(guidance));
        var maturity = new MaturityCounter(rules.Levels);
        var gaps = new List<SloGap>();
        foreach (var subject in new GapScope(inventory, catalog).Subjects)
        {
            stop.ThrowIfCancellationRequested();
            var own = GapChecks.Run(subject).Select(r => Gap(r, subject, rules.ForCode(r.Code), guidance)).ToArray();
            maturity.Add(subject, own);
            gaps.AddRange(own);
        }

        var order = GapChecks.Codes.Select((code, index) => (code, index)).ToDictionary(c => c.code, c => c.index);
        return new GapAnalysis(
            gaps.OrderByDescending(g => g.Severity)
                .ThenBy(g => g.Service is null)
                .ThenBy(g => g.Service, StringComparer.Ordinal)
                .ThenBy(g => order[g.Code])
                .ThenBy(g => g.Path, StringComparer.Ordinal)
                .ThenBy(g => g.Line)
                .ToArray(),
            maturity.Complete()
        );
    }

    private static SloGap Gap(Finding finding, GapSubject subject, GapRule rule, GuidanceSet guidance)
    {
        var entry = subject.Entry;
        var values = new Dictionary<string, string?>
        {
            ["service"] = subject.Service,
            ["namespace"] = entry?.Namespace,
            ["tier"] = entry?.Tier,
            ["owner"] = subject.Owner,
            ["name"] = finding.Name,
            ["path"] = finding.Place.Path,
        };
        var item = subject.Items.FirstOrDefault(i =>
            i.Item.Name == finding.Name && i.Item.Path == finding.Place.Path && i.Item.Line == finding.Place.Line
        );
        foreach (var measure in SuggestedMeasures.Find(subject, item))
            values[measure.Key] = measure.Value;
        return new SloGap(rule.Code, rule.SeverityOf(finding), PrintableText.Escape(finding.Message))
        {
            Service = subject.Service,
            Tier = entry?.Tier,
            Owner = subject.Owner,
            Name = finding.Name,
            Path = finding.Place.Path,
            Line = finding.Place.Line,
            Guidance = PrintableText.Escape(finding.Fix ?? rule.Guidance),
            Challenge = guidance.FindChallenge(rule.Code),
            Cmdlet = CmdletCallTemplate.Fill(rule.Cmdlet, values),
        };
    }
}

/// <summary>What one service lacks on its way to SLO-as-code.</summary>
/// <param name="Code">What kind of gap it is, for example <c>SloMissing</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What is missing or wrong here, one sentence without its full stop.</param>
public sealed record SloGap(string Code, FindingSeverity Severity, string Message) : IFinding
{
    int IFinding.Column => 0;

    string IFinding.Subject => Service ?? "";

    /// <summary>The service, or null when nothing names it.</summary>
    public string? Service { get; init; }

    /// <summary>Tier of the service in the catalog, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner of the service, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Name of the inventory item that it is about, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The file as the user knows it; empty when there is none.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>What to do about it, without a full stop at the end.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>The challenge that it belongs to, with what helps; null for none.</summary>
    public Challenge? Challenge { get; init; }

    /// <summary>The cmdlet call that closes it, ready to be copied; empty when only people can.</summary>
    public string Cmdlet { get; init; } = "";
}
