using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>Finds what the rules of one SLO say of its indicator, alerts, target and period.</summary>
internal sealed class PyrraRuleAnalysis(PyrraRuleSet set, PyrraFindings findings)
{
    private const string Spec = "Give the Pyrra object itself, or let Pyrra make the rules again";

    /// <summary>What all burn rates measure.</summary>
    public SloIndicator? Indicator()
    {
        SloIndicator? first = null;
        foreach (var placed in set.Records(PyrraRecordKind.BurnRate))
        {
            var found = PyrraExpressions.FromBurnRate(placed.Rule.Expression, placed.Record!.Value.Range);
            if (found is null)
                findings.AddProblem(
                    placed,
                    ".expr",
                    "The burn rate is not one that Pyrra writes, or its range is not that of its name",
                    Spec
                );
            else if (first is null)
                findings.AddPlace("indicator", placed, ".expr");
            else if (!first.Equals(found))
                findings.AddProblem(placed, ".expr", "The burn rate measures something else than the SLO's other burn rates", Spec);
            first ??= found;
        }

        if (first is null && findings.Problems.Count == 0)
            findings.AddProblem(
                set.First,
                "",
                $"The burn rates of the SLO '{ServiceName.Printable(set.Slo)}' are not in this document, and they say what is measured",
                "Put all rules of the SLO into one document, or give the Pyrra object itself",
                "RulesIncomplete"
            );
        return first;
    }

    public List<PyrraAlert> Alerts()
    {
        var alerts = new List<PyrraAlert>();
        foreach (var placed in set.Alerts)
        {
            if (PyrraAlertExpression.Parse(placed.Rule.Expression) is not { } expression)
            {
                findings.AddProblem(placed, ".expr", "The condition of the alert is not one that Pyrra writes", Spec);
                continue;
            }

            findings.AddPlace($"alerting[{alerts.Count.ToString(CultureInfo.InvariantCulture)}]", placed, "");
            alerts.Add(new PyrraAlert(expression, placed.Rule.Labels.TryGetValue("severity", out var severity) ? severity : "", placed));
        }

        return alerts;
    }

    public decimal? Target(IReadOnlyList<PyrraAlert> alerts)
    {
        decimal? target = null;
        if (set.Records(PyrraRecordKind.Objective).FirstOrDefault() is { } rule)
        {
            target = PyrraExpressions.Number(rule.Rule.Expression) is { } number ? PyrraAlertExpression.TargetOf(number) : null;
            if (target is null)
                findings.AddProblem(rule, ".expr", "The objective is not a number between 0 and 1", Spec, TargetYaml.OutOfRange);
            findings.AddPlace("target", rule, ".expr");
        }
        else if (alerts.Count > 0)
        {
            target = alerts[0].Expression.Target;
            findings.AddPlace("target", alerts[0].Placed, ".expr");
        }
        else if (findings.Problems.Count == 0)
        {
            findings.AddProblem(
                set.First,
                "",
                $"The rules of the SLO '{ServiceName.Printable(set.Slo)}' have no alert and "
                    + $"no pyrra_objective, and nothing else says its target",
                "Give the Pyrra object itself",
                "RulesIncomplete"
            );
        }

        return target;
    }

    // A factor of 1 uses the budget up in just the period, and the alert says in how long it does.
    public TimeSpan? Window(IReadOnlyList<PyrraAlert> alerts)
    {
        if (
            set.Records(PyrraRecordKind.Window).FirstOrDefault() is { } rule
            && PyrraExpressions.Number(rule.Rule.Expression) is { } seconds
            && seconds >= 1
            && seconds <= PrometheusDuration.Longest.TotalSeconds
        )
        {
            findings.AddPlace("window", rule, ".expr");
            return TimeSpan.FromSeconds(Math.Floor(seconds));
        }

        var alert = alerts.FirstOrDefault(a => a.Expression.Factor == 1);
        var exhaustion =
            alert is not null
            && alert.Placed.Rule.Labels.TryGetValue("exhaustion", out var text)
            && PrometheusDuration.TryParse(text, out var period)
                ? period
                : (TimeSpan?)null;
        var longest = set.Records(PyrraRecordKind.Period).OrderByDescending(p => p.Record!.Value.Range).FirstOrDefault();
        if (longest is not null && (exhaustion is null || longest.Record!.Value.Range >= exhaustion))
        {
            findings.AddPlace("window", longest, ".record");
            return longest.Record!.Value.Range;
        }

        if (exhaustion is not null)
            findings.AddPlace("window", alert!.Placed, ".labels.exhaustion");
        else if (findings.Problems.Count == 0)
            findings.AddProblem(
                set.First,
                "",
                $"Nothing among the rules of the SLO '{ServiceName.Printable(set.Slo)}' says its period",
                "Put its increase rules into the same document, or give the Pyrra object itself",
                "RulesIncomplete"
            );
        return exhaustion;
    }

    // What was changed by hand and still makes sense is kept and named.
    public void Compare(IReadOnlyList<PyrraAlert> alerts, decimal target, TimeSpan period)
    {
        foreach (var alert in alerts.Where(a => a.Expression.Target != target))
            findings.AddProblem(alert.Placed, ".expr", "The alert has another target than the SLO", Spec);
        if (set.Records(PyrraRecordKind.Period).Any(p => p.Rule.Expression.Contains("sum_over_time") && p.Rule.Expression.Contains(":5m]")))
            findings.AddLoss(
                set.Records(PyrraRecordKind.Period).First(),
                "",
                "The rules estimate the period from 5-minute increases; a definition counts its events"
            );
        foreach (var alert in alerts)
        {
            var own = PyrraWindows.For(period).FirstOrDefault(w => w.Long == alert.Expression.Long && w.Short == alert.Expression.Short);
            if (own is not null && PrometheusDuration.TryParse(alert.Placed.Rule.For, out var wait) && wait != own.For)
                findings.AddLoss(
                    alert.Placed,
                    ".for",
                    $"Pyrra waits {PrometheusDuration.Format(own.For)}, and a definition has no other time"
                );
        }
    }
}

/// <summary>What was found while rules became a definition: places, losses and problems.</summary>
/// <param name="path">The file as the user knows it.</param>
internal sealed class PyrraFindings(string path)
{
    private readonly List<DocumentProblem> _problems = [];
    private readonly List<ConversionLoss> _losses = [];
    private readonly Dictionary<string, SourceLocation> _places = [];

    public IReadOnlyList<DocumentProblem> Problems => _problems;

    public IReadOnlyList<ConversionLoss> Losses => _losses;

    public IReadOnlyDictionary<string, SourceLocation> Places => _places;

    public void AddPlace(string field, PyrraPlacedRule placed, string part) =>
        _places[field] = new SourceLocation(placed.Field + part, placed.Rule.Line, placed.Rule.Column);

    public void AddLoss(string field, string message) => _losses.Add(new ConversionLoss(field, message));

    /// <summary>Loses something of a rule, and says where the rule stands.</summary>
    public void AddLoss(PyrraPlacedRule placed, string part, string message) =>
        _losses.Add(new ConversionLoss(placed.Field + part, message).At(placed.Rule));

    public void AddProblem(PyrraPlacedRule placed, string part, string message, string fix, string code = "") =>
        _problems.Add(
            new DocumentProblem(
                path,
                placed.Rule.Line,
                placed.Rule.Column,
                new FieldProblem(placed.Field + part, message, fix) { Code = code }
            )
        );
}
