using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>Finds what the rules of one SLO say of its indicator, alerts, target and period.</summary>
internal sealed class PyrraFacts(PyrraRuleSet set, PyrraFindings findings)
{
    private const string Spec = "Give the Pyrra object itself, or let Pyrra make the rules again";

    /// <summary>What all burn rates measure.</summary>
    public SloIndicator? Indicator()
    {
        SloIndicator? first = null;
        foreach (var placed in set.Records(PyrraRecordKind.BurnRate))
        {
            var found = PyrraIndicators.OfBurnRate(placed.Rule.Expression, placed.Record!.Value.Range);
            if (found is null)
                findings.Problem(placed, ".expr", "The burn rate is not one that Pyrra writes, or its range is not that of its name", Spec);
            else if (first is null)
                findings.Note("indicator", placed, ".expr");
            else if (!first.Equals(found))
                findings.Problem(placed, ".expr", "The burn rate measures something else than the SLO's other burn rates", Spec);
            first ??= found;
        }

        if (first is null && findings.Problems.Count == 0)
            findings.Problem(set.First, "", $"The burn rates of the SLO '{ServiceName.Printable(set.Slo)}' are not in this document, and they say what is measured", "Put all rules of the SLO into one document, or give the Pyrra object itself", "RulesIncomplete");
        return first;
    }

    public List<PyrraAlert> Alerts()
    {
        var alerts = new List<PyrraAlert>();
        foreach (var placed in set.Alerts)
        {
            if (PyrraAlertExpression.Of(placed.Rule.Expression) is not { } expression)
            {
                findings.Problem(placed, ".expr", "The condition of the alert is not one that Pyrra writes", Spec);
                continue;
            }

            findings.Note($"alerting[{alerts.Count.ToString(CultureInfo.InvariantCulture)}]", placed, "");
            alerts.Add(new PyrraAlert(expression, placed.Rule.Labels.TryGetValue("severity", out var severity) ? severity : "", placed));
        }

        return alerts;
    }

    public decimal? Target(IReadOnlyList<PyrraAlert> alerts)
    {
        decimal? target = null;
        if (set.Records(PyrraRecordKind.Objective).FirstOrDefault() is { } rule)
        {
            target = PyrraIndicators.Number(rule.Rule.Expression) is { } number ? PyrraAlertExpression.TargetOf(number) : null;
            if (target is null)
                findings.Problem(rule, ".expr", "The objective is not a number between 0 and 1", Spec, TargetYaml.OutOfRange);
            findings.Note("target", rule, ".expr");
        }
        else if (alerts.Count > 0)
        {
            target = alerts[0].Expression.Target;
            findings.Note("target", alerts[0].Placed, ".expr");
        }
        else if (findings.Problems.Count == 0)
        {
            findings.Problem(set.First, "", $"The rules of the SLO '{ServiceName.Printable(set.Slo)}' have no alert and no pyrra_objective, and nothing else says its target", "Give the Pyrra object itself", "RulesIncomplete");
        }

        return target;
    }

    // A factor of 1 uses the budget up in just the period, and the alert says in how long it does.
    public TimeSpan? Window(IReadOnlyList<PyrraAlert> alerts)
    {
        if (set.Records(PyrraRecordKind.Window).FirstOrDefault() is { } rule && PyrraIndicators.Number(rule.Rule.Expression) is { } seconds && seconds >= 1 && seconds <= PrometheusDuration.Longest.TotalSeconds)
        {
            findings.Note("window", rule, ".expr");
            return TimeSpan.FromSeconds(Math.Floor(seconds));
        }

        var alert = alerts.FirstOrDefault(a => a.Expression.Factor == 1);
        var exhaustion = alert is not null && PrometheusDuration.TryParse(alert.Placed.Rule.Labels["exhaustion"], out var period) ? period : (TimeSpan?)null;
        var longest = set.Records(PyrraRecordKind.Period).OrderByDescending(p => p.Record!.Value.Range).FirstOrDefault();
        if (longest is not null && (exhaustion is null || longest.Record!.Value.Range >= exhaustion))
        {
            findings.Note("window", longest, ".record");
            return longest.Record!.Value.Range;
        }

        if (exhaustion is not null)
            findings.Note("window", alert!.Placed, ".labels.exhaustion");
        else if (findings.Problems.Count == 0)
            findings.Problem(set.First, "", $"Nothing among the rules of the SLO '{ServiceName.Printable(set.Slo)}' says its period", "Put its increase rules into the same document, or give the Pyrra object itself", "RulesIncomplete");
        return exhaustion;
    }

    // What was changed by hand and still makes sense is kept and named.
    public void Compare(IReadOnlyList<PyrraAlert> alerts, decimal target, TimeSpan period)
    {
        foreach (var alert in alerts.Where(a => a.Expression.Target != target))
            findings.Problem(alert.Placed, ".expr", "The alert has another target than the SLO", Spec);
        if (set.Records(PyrraRecordKind.Period).Any(p => p.Rule.Expression.Contains("sum_over_time") && p.Rule.Expression.Contains(":5m]")))
            findings.Lose(set.Records(PyrraRecordKind.Period).First(), "", "The rules estimate the period from 5-minute increases; a definition counts its events");
        foreach (var alert in alerts)
        {
            var own = PyrraWindows.For(period).FirstOrDefault(w => w.Long == alert.Expression.Long && w.Short == alert.Expression.Short);
            if (own is not null && PrometheusDuration.TryParse(alert.Placed.Rule.For, out var wait) && wait != own.For)
                findings.Lose(alert.Placed, ".for", $"Pyrra waits {PrometheusDuration.Format(own.For)}, and a definition has no other time");
        }
    }
}
