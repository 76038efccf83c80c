using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>One definition, checked and prepared for writing rules.</summary>
internal sealed class ExactSlo
{
    /// <summary>The window of the recorded event rates.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMinutes(5);

    // Recorded for every SLO, whatever its phase alerts on: a promotion then changes no rule of the indicator.
    private static readonly TimeSpan[] _windows =
    [
        Base, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3),
    ];

    private readonly string _selector;

    private ExactSlo(SloDefinition definition, ManifestOptions options, SliExpressions sli)
    {
        Definition = definition;
        Sli = sli;
        Alerts = options.AlertWindows?.For(definition.Window) ?? definition.Alerting;
        RuleLabels = options.RuleLabels;
        _selector = PromQlPrinter.Print(new VectorSelector(null, [new LabelCondition(new LabelMatcher(ExactNames.Id, "=", definition.Id))]));
        var labels = new Dictionary<string, string>
        {
            [ExactNames.Id] = definition.Id,
            [ExactNames.Service] = definition.Service,
            [ExactNames.Slo] = definition.ShortName,
        };
        foreach (var label in options.RuleLabels)
            labels[label.Key] = label.Value;
        Labels = labels;
        Windows = _windows.Concat(Alerts.SelectMany(a => new[] { a.ShortWindow, a.LongWindow }))
            .Where(w => w < definition.Window)
            .Distinct()
            .OrderBy(w => w)
            .ToArray();
    }

    public SloDefinition Definition { get; }

    public SliExpressions Sli { get; }

    /// <summary>The alerts to write: the definition's own, or those of a set that was asked for.</summary>
    public IReadOnlyList<BurnRateAlert> Alerts { get; }

    /// <summary>Labels that a user adds to every recording rule.</summary>
    public IReadOnlyDictionary<string, string> RuleLabels { get; }

    /// <summary>Labels of every recording rule. None of them changes with the phase.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Windows of the error ratios, short to long, without the period.</summary>
    public IReadOnlyList<TimeSpan> Windows { get; }

    /// <summary>The error budget, exactly.</summary>
    public decimal Budget => 1m - Definition.Target;

    public static ExactSlo Of(SloDefinition definition, ManifestOptions options, ICollection<SloLoss> losses)
    {
        ExactChecks.Check(definition, options);
        var slo = new ExactSlo(definition, options, SliExpressions.Of(definition, losses));
        ExactChecks.Check(slo);
        return slo;
    }

    /// <summary>A recorded series of this SLO.</summary>
    public string Series(string metric) => metric + _selector;

    /// <summary>The recorded error ratio over a window.</summary>
    public string ErrorRatio(TimeSpan window) => Series(ExactNames.ErrorRatio + PrometheusDuration.Format(window));

    /// <summary>A recording rule with the labels of every rule and more.</summary>
    public PrometheusRule Record(string metric, string expression, params (string Name, string? Value)[] more)
    {
        if (more.Length == 0)
            return new PrometheusRule(metric, IsAlert: false, expression, Labels);
        var labels = Labels.ToDictionary(l => l.Key, l => l.Value);
        foreach (var (name, value) in more)
        {
            if (value is not null)
                labels[name] = value;
        }

        return new PrometheusRule(metric, IsAlert: false, expression, labels);
    }
}
