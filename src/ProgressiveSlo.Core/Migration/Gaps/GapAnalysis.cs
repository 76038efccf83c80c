using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

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
    /// <param name="catalog">The services that there should be something for; null when there is no catalog: the services of the inventory stand for it then, and what only a catalog knows is not checked.</param>
    /// <param name="rules">What is said of gaps, and the levels of maturity.</param>
    /// <param name="guidance">The challenges.</param>
    /// <param name="stop">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GapAnalysis Run(IReadOnlyList<SloInventoryItem> inventory, ServiceCatalog? catalog, GapRules rules, MigrationGuidance guidance, CancellationToken stop = default)
    {
        if (inventory is null)
            throw new ArgumentNullException(nameof(inventory));
        if (rules is null)
            throw new ArgumentNullException(nameof(rules));
        if (guidance is null)
            throw new ArgumentNullException(nameof(guidance));
        var maturity = new MaturityCount(rules.Levels);
        var gaps = new List<SloGap>();
        foreach (var subject in new GapScope(inventory, catalog).Subjects)
        {
            stop.ThrowIfCancellationRequested();
            var own = GapChecks.Run(subject).Select(r => Gap(r, subject, rules.Of(r.Code), guidance)).ToArray();
            maturity.Add(subject, own);
            gaps.AddRange(own);
        }

        var order = GapChecks.Codes.Select((code, index) => (code, index)).ToDictionary(c => c.code, c => c.index);
        return new GapAnalysis(
            gaps.OrderByDescending(g => g.Severity).ThenBy(g => g.Service is null).ThenBy(g => g.Service, StringComparer.Ordinal).ThenBy(g => order[g.Code]).ThenBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Line).ToArray(),
            maturity.Complete());
    }

    private static SloGap Gap(GapRemark remark, GapSubject subject, GapRule rule, MigrationGuidance guidance)
    {
        var (entry, item) = (subject.Entry, remark.Item?.Item);
        var path = item?.Path ?? entry?.Path ?? "";
        var values = new Dictionary<string, string?>
        {
            ["service"] = subject.Service,
            ["namespace"] = entry?.Namespace,
            ["tier"] = entry?.Tier,
            ["owner"] = subject.Owner,
            ["name"] = item?.Name,
            ["path"] = path,
        };
        return new SloGap(rule.Code, rule.Severity > remark.AtMost ? remark.AtMost.Value : rule.Severity, PrintableText.Escape(remark.Message))
        {
            Service = subject.Service,
            Tier = entry?.Tier,
            Owner = subject.Owner,
            Name = item?.Name,
            Path = path,
            Line = item?.Line ?? entry?.Line ?? 0,
            Guidance = PrintableText.Escape(remark.Mend ?? rule.Guidance),
            Challenge = guidance.Of(rule.Code),
            Cmdlet = CmdletCall.Of(rule.Cmdlet, values),
        };
    }
}
