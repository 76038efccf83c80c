using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Makes items of what was gathered.</summary>
internal sealed class InventoryItemBuilder(RuleIndex index, ServiceMapping mapping)
{
    // An SLO's window is at least a week; shorter ranges are those of alerts.
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);

    private static readonly string[] _windowLabels = ["slo_window", "window", "period", "slo_period", "sloth_window"];

    private static readonly string[] _nameLabels = ["sloth_slo", "slo_name", "slo", "sli", "sli_name"];

    private readonly InventoryQueryWriter _query = new(index);
    private readonly ServiceResolver _services = new(mapping);

    public SloInventoryItem? Create(SliNode node)
    {
        if (node.HasParts && node.Facts.Count == 0)
            return null;
        var rules = node
            .Rules.Concat(
                node.Whole is { } whole ? whole.Root.Rules.Where(r => !whole.Root.Alerts.Contains(r) || node.Alerts.Contains(r)) : []
            )
            .Distinct()
            .OrderBy(r => r.Order)
            .ToList();
        var facts = node.Facts.OrderBy(f => f.Entry.Order).ToList();
        var found = TargetReader.Read(node, facts, rules);
        var marked = node.Generated ?? node.Whole?.Root.Generated;

        // slo-libsonnet leaves no mark but its names: nothing says whether its rules still are what it made, and there is no definition.
        var generated = marked is { Generator: RuleGenerators.Libsonnet } ? null : marked;
        var (service, owner) = _services.Find(node, rules);
        var windows = node.Windows.Concat(node.Whole?.Root.Windows ?? []).Distinct().ToList();
        var window = Window(windows, rules);
        var target = found.Target;
        var method = Method(node, facts, rules, generated);
        var first = rules.FirstOrDefault(r => r.Rule.Kind != ObservedRuleKind.Panel) ?? rules[0];
        var queried = node.Query ?? node.Whole?.Root.Query;
        if (node.Whole?.Root.Query is { Span: null } && node.Query is { Span: not null })
            queried = node.Query;
        var certainty = JudgeCertainty(node, generated, service, found, facts, method);
        return new SloInventoryItem
        {
            Service = service,
            Namespace = generated?.Namespace,
            Name = Name(node, marked, rules),
            Measure = node.Shape.Measure,
            Method = method,
            Target = target,
            Window = window,
            AlertWindows = [.. facts.Select(Alert)],
            HandWritten = generated is null,
            Format =
                marked?.Generator
                ?? (
                    first.Rule.Format.Length > 0 ? first.Rule.Format
                    : first.Rule.Kind == ObservedRuleKind.Panel ? "Grafana"
                    : "PrometheusRule"
                ),
            Path = first.Rule.Path,
            Line = first.Rule.Line,
            Query = Query(node, queried, windows.Count > 1),
            Owner = owner,
            Certainty = certainty,
            Reason = Reason(node, marked, service, found, facts),
            Rules = [.. rules.Select(r => r.Rule)],
        };
    }

    private string Query(SliNode node, (RuleEntry Entry, PromQlSpan? Span)? queried, bool hasWindows)
    {
        if (queried is not { } q)
            return "";
        var text = _query.Write(q.Entry, q.Span, hasWindows);
        return q.Span is not null && q == node.Query && node.TotalSpan is { } total
            ? $"({text}) / ({_query.Write(q.Entry, total, hasWindows)})"
            : text;
    }

    /// <summary>An item for rules of a generator of which nothing measures, for example a partial copy.</summary>
    public static SloInventoryItem CreateUnmeasured(GeneratedRule mark, List<RuleEntry> entries)
    {
        var rules = entries.OrderBy(r => r.Order).ToList();
        var target = rules
            .Select(r =>
                r.Rule.Name is RecordedSeries.Objective or "pyrra_objective" && r.Meaning is NumberMeaning number
                    ? Ratio(number.Value)
                    : null
            )
            .FirstOrDefault(t => t is not null);
        return new SloInventoryItem
        {
            Service = mark.Service,
            Name = mark.Name ?? mark.Key,
            Method = SloMethod.Definition,
            Target = target,
            Window = Days(rules),
            Format = mark.Generator,
            Path = rules[0].Rule.Path,
            Line = rules[0].Rule.Line,
            Certainty = Certainty.Likely,
            Reason = $"labels say that {mark.Generator} made the rules; the ones that measure are not here",
            Rules = [.. rules.Select(r => r.Rule)],
        };
    }

    private static SloMethod Method(SliNode node, List<AlertFact> facts, List<RuleEntry> rules, GeneratedRule? generated)
    {
        if (generated is not null)
            return SloMethod.Definition;
        if (facts.Any(f => f.Factor is not null || (f.IsBurnRate && f.Threshold is null)))
            return SloMethod.BurnRateAlert;
        if (facts.Count > 0)
            return node.Shape.Form == SliForm.Quantile ? SloMethod.QuantileAlert : SloMethod.ThresholdAlert;
        return rules.Any(r => r.Rule.Kind == ObservedRuleKind.Recording) ? SloMethod.Recording : SloMethod.Panel;
    }

    private static TimeSpan? Window(List<TimeSpan> windows, List<RuleEntry> rules)
    {
        var long_ = windows.Where(w => w >= _week).OrderByDescending(w => w).FirstOrDefault();
        if (long_ > TimeSpan.Zero)
            return long_;
        foreach (var rule in rules)
        {
            foreach (var label in _windowLabels)
            {
                if (rule.Labels.TryGetValue(label, out var text) && PrometheusDuration.TryParse(text, out var found) && found >= _week)
                    return found;
            }
        }

        return Days(rules);
    }

    private static TimeSpan? Days(List<RuleEntry> rules)
    {
        foreach (var rule in rules)
        {
            if (
                rule.Rule.Name == RecordedSeries.PeriodDays
                && rule.Meaning is NumberMeaning { Value: >= 1 and <= PrometheusDuration.LongestDays } days
            )
                return TimeSpan.FromDays(days.Value);
            if (
                rule.Rule.Name == "pyrra_window"
                && rule.Meaning is NumberMeaning { Value: >= 1 and <= PrometheusDuration.LongestDays * 86_400 } seconds
            )
                return TimeSpan.FromSeconds(seconds.Value);
        }

        return null;
    }

    private static InventoryAlert Alert(AlertFact fact) =>
        new(
            fact.Entry.Rule.Name,
            fact.Entry.Labels.TryGetValue("severity", out var severity) ? severity
                : fact.Entry.Labels.TryGetValue("sloth_severity", out severity) ? severity
                : ""
        )
        {
            LongWindow = fact.Long,
            ShortWindow = fact.Short,
            BurnRate = Decimal(fact.Factor),
            Threshold = Decimal(fact.Threshold),
            Line = fact.Entry.Rule.Line,
        };

    private static string Name(SliNode node, GeneratedRule? generated, List<RuleEntry> rules)
    {
        if (generated?.Name is { } name)
            return name;
        foreach (var label in _nameLabels)
        {
            if (
                rules
                    .Select(r =>
                        r.Labels.TryGetValue(label, out var text) && !text.Contains("{{") && text is not ("true" or "false" or "yes")
                            ? text
                            : null
                    )
                    .FirstOrDefault(t => t is not null) is
                { Length: > 0 } labelled
            )
                return labelled;
        }

        var named =
            rules.FirstOrDefault(r => r.Rule.Kind == ObservedRuleKind.Recording && r.Meaning is SliMeaning)
            ?? rules.FirstOrDefault(r => node.Alerts.Contains(r))
            ?? rules[0];
        return named.Rule.Kind == ObservedRuleKind.Recording ? NamedSeries.WithoutWindow(named.Rule.Name) : named.Rule.Name;
    }

    private static Certainty JudgeCertainty(
        SliNode node,
        GeneratedRule? generated,
        string? service,
        FoundTarget found,
        List<AlertFact> facts,
        SloMethod method
    )
    {
        if (generated is not null)
            return node.Shape.IsNameOnly || found.IsDoubtful ? Certainty.Likely : Certainty.Certain;
        if (node.Shape.Certainty == Certainty.Possible)
            return method == SloMethod.BurnRateAlert ? Certainty.Likely : Certainty.Possible;
        var isWhole = service is not null && (found.Target is not null || method is SloMethod.ThresholdAlert or SloMethod.QuantileAlert);
        var isSure = node.Shape.Certainty == Certainty.Certain && !found.IsDoubtful && !facts.Any(f => f.IsFitted);
        return isWhole && isSure ? Certainty.Certain : Certainty.Likely;
    }

    private string Reason(SliNode node, GeneratedRule? generated, string? service, FoundTarget found, List<AlertFact> facts)
    {
        var why = node.Shape.IsNameOnly
            ? node.Shape.Why + ", and " + RecordingText(node.Shape.Metrics[0], node.Shape.Conditions)
            : node.Shape.Why;
        var text = generated switch
        {
            null => why,
            { Generator: RuleGenerators.Libsonnet } => $"the rules are named as {RuleGenerators.Libsonnet} names them; {why}",
            _ => $"{generated.Generator} made the rules; {why}",
        };
        if (node.IsAveraged)
            text += ", averaged over ratios";
        if (found.Target is { } target)
            text += $"; the target is {TargetReader.Text((double)target)}{found.Note}";
        if (found.Target is null && facts.Select(f => f.TargetSeries).FirstOrDefault(s => s is not null) is { } series)
            text += $"; the target is in the series {series}, {TargetSeriesText(series)}";
        var missing = new List<string>();
        if (service is null)
            missing.Add("the service");
        if (found.Target is null)
            missing.Add("the target");
        if (missing.Count > 0)
            text += "; nothing says " + string.Join(" and ", missing);
        return PrintableText.Escape(text);
    }

    private string RecordingText(string name, IReadOnlyList<LabelMatcher> conditions) =>
        index.FindState(name, conditions) switch
        {
            RecordingState.Missing => "the rule that records it is not here",
            RecordingState.OtherLabels => "the rules here that record it set other labels",
            RecordingState.NotFollowed => "too many rules record it for each to be looked at",
            _ => "the rule that records it is here, but was not understood",
        };

    private string TargetSeriesText(string name) =>
        index.FindState(name, []) switch
        {
            RecordingState.Missing => "which no rule here records",
            _ when index.Named(name).Any(e => e.Meaning is NumberMeaning) =>
                "which rules here record with several values, and nothing tells which of them is meant",
            _ => "which a rule here records that was not understood",
        };

    private static decimal? Ratio(double value) => TargetReader.Ratio(value);

    private static decimal? Decimal(double? value) => TargetReader.Decimal(value);
}
