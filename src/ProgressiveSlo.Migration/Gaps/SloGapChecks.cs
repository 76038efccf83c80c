using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>
/// Alerts on a plain threshold and graphs are monitoring; without an objective nobody can say how much failure is too much.
/// </summary>
internal sealed class SloMissingGapCheck : ServiceGapCheck
{
    public override string Code => "SloMissing";

    protected override string? Judge(GapSubject subject) =>
        subject.Slos.Count > 0 ? null
        : subject.Items.Count == 0 ? "The service has no SLO, and nothing in the inventory measures it"
        : $"The service is measured "
            + $"({string.Join(", ", subject.Items.Select(i => i.Name).Distinct().Take(3))}{(subject.Items.Count > 3 ? ", ..." : "")}) "
            + $"and has no objective";
}

/// <summary>Users leave a slow service as they leave one that fails. Where there is no SLO at all, that comes first.</summary>
internal sealed class LatencySloMissingGapCheck : ServiceGapCheck
{
    public override string Code => "LatencySloMissing";

    protected override string? Judge(GapSubject subject) =>
        subject.Slos.Count == 0 || subject.Slos.Any(i => i.Item.Measure == SloMeasure.Latency) ? null
        : subject.Items.FirstOrDefault(i => i.Item.Measure == SloMeasure.Latency) is { } measured
            ? $"The latency is measured ({measured.Name}) and has no objective"
        : "The service has an SLO, and none for its latency";
}

/// <summary>An SLO that people keep up by hand. Beside a managed one it is the last step of a parallel run, or forgotten.</summary>
internal sealed class HandWrittenGapCheck : ItemGapCheck
{
    public override string Code => "HandWritten";

    protected override Finding? Judge(GapItem item, GapSubject subject) =>
        !item.Item.HandWritten || !item.Item.IsSlo() ? null
        : subject.Slos.FirstOrDefault(s => s.Item.IsManaged() && s.Item.Measure == item.Item.Measure) is { } managed
            ? subject.Report(
                Code,
                $"The SLO {item.Name} is written by hand beside the managed {managed.Name}",
                item,
                "Compare the two in a parallel run, then remove the one written by hand"
            )
        : subject.Report(Code, $"The SLO {item.Name} is written by hand", item);
}

/// <summary>
/// Two definitions of one SLO that say different things: people then trust the one that suits them. Two are of one SLO when they have
/// one name, or measure the same and one of them is written by hand: a managed SLO and its stricter or looser sister, such as an
/// objective and the promise to customers, have one query and two targets on purpose. A different query alone disagrees only under
/// one name.
/// </summary>
internal sealed class DefinitionsDisagreeGapCheck : IGapCheck
{
    // Comparing each with each is for the few SLOs of a service; a heap of items without order gets no better by it.
    private const int MaximumCompared = 100;

    public string Code => "DefinitionsDisagree";

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        if (subject.Service is null)
            yield break;
        var slos = subject
            .Slos.Take(MaximumCompared)
            .Select(i => (Item: i, Slug: ServiceName.Slug(i.Item.Name), Selectors: QuerySelectors.FromQuery(i.Query)))
            .ToArray();
        for (var i = 1; i < slos.Length; i++)
        {
            // One gap for each definition, with the first that it disagrees with.
            for (var k = 0; k < i; k++)
            {
                if (slos[i].Item.Item.Measure != slos[k].Item.Item.Measure)
                    continue;
                var isNamesake = slos[i].Slug == slos[k].Slug && slos[i].Slug.Length > 0;
                var measuresSame = slos[i].Selectors is { } left && slos[k].Selectors is { } right && left.SetEquals(right);
                var isSister = !isNamesake && !slos[i].Item.Item.HandWritten && !slos[k].Item.Item.HandWritten;
                if (
                    isSister
                    || (!isNamesake && !measuresSame)
                    || Difference(
                        slos[i].Item.Item,
                        slos[k].Item.Item,
                        slos[i].Selectors is null || slos[k].Selectors is null || measuresSame
                    )
                        is not { } difference
                )
                    continue;
                yield return subject.Report(
                    Code,
                    $"{slos[i].Item.Name}{slos[i].Item.Where} and "
                        + $"{slos[k].Item.Name}{slos[k].Item.Where} are one SLO and disagree: "
                        + $"{difference}",
                    slos[i].Item
                );
                break;
            }
        }
    }

    private static string? Difference(SloInventoryItem one, SloInventoryItem other, bool measuresSame)
    {
        if (one.Target is { } target && other.Target is { } otherTarget && target != otherTarget)
            return $"targets {NumberText.PercentShort(target)} and {NumberText.PercentShort(otherTarget)}";
        if (one.Window is { } window && other.Window is { } otherWindow && window != otherWindow)
            return $"windows {PrometheusDuration.Format(window)} and {PrometheusDuration.Format(otherWindow)}";
        return measuresSame ? null : "they select different series";
    }
}

/// <summary>
/// Which series a query is about, however it counts: metric names with their label conditions. A condition and its opposite on one label
/// are the same here, because one query counts good events and another one bad events.
/// </summary>
internal static class QuerySelectors
{
    /// <summary>The set, or null when there is no query or nothing in it selects.</summary>
    public static HashSet<string>? FromQuery(PromQlExpression? query)
    {
        if (query is null)
            return null;
        var set = new HashSet<string>(SelectorUse.All(query).Select(Text), StringComparer.Ordinal);
        return set.Count == 0 ? null : set;
    }

    private static string Text(SelectorUse use)
    {
        var conditions = use
            .Selector.Conditions.Select(c => c.Matcher)
            .Where(m => m.Label != "__name__" || m.Operator != "=")
            .Select(m => $"{m.Label}{m.Operator.Replace('!', '=')}{m.Value.Length}:{m.Value}")
            .OrderBy(c => c, StringComparer.Ordinal);
        return use.Metric + "{" + string.Join(",", conditions) + "}";
    }
}
