using System.Collections;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What Set-SloPlan is told to measure, for one plan: <c>-Indicator</c>, <c>-Template</c> and <c>-LatencyMetric</c>.</summary>
internal sealed record MeasureEdit
{
    /// <summary>The value of <c>-Indicator</c>; null for none.</summary>
    public object? Indicator { get; init; }

    /// <summary>The value of <c>-Template</c>; null for none.</summary>
    public object? Template { get; init; }

    /// <summary>The value of <c>-TemplateParameter</c>.</summary>
    public IDictionary? TemplateParameter { get; init; }

    /// <summary>The value of <c>-ServiceLabel</c>: null when it was not given, empty for no condition.</summary>
    public string? ServiceLabel { get; init; }

    /// <summary>The histogram of <c>-LatencyMetric</c>, or null.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>Whether that histogram, or the one of the template, is a native one.</summary>
    public bool IsNative { get; init; }

    /// <summary>The change with what is to be measured; as it is where nothing was said about that.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="templates">Finds templates.</param>
    /// <param name="warn">Takes warnings.</param>
    /// <exception cref="SloValidationException">A value is not allowed, or two of them contradict each other.</exception>
    /// <exception cref="SloDocumentException">A file is not a sound template.</exception>
    public PlanEdit AddTo(PlanEdit edit, SloPlan plan, TemplateArgument templates, Action<string> warn)
    {
        var profile = edit.Profile ?? plan.GetProfile();
        if (Indicator is null && Template is null)
        {
            if (ServiceLabel is not null && Latency is null)
                throw new SloValidationException(
                    "ServiceLabel",
                    "There is a label and nothing that gets a condition on it",
                    "Give -Indicator with the name of a counter, or -LatencyMetric, too"
                );
            return Latency is null ? edit : edit with { Latency = Alone(plan) };
        }

        var indicator = Indicator is null ? null : IndicatorArgument.Resolve(Indicator);
        var measures = new MeasureArguments(templates, indicator, ServiceLabel, profile, warn).Resolve(
            plan.Service,
            plan.Namespace,
            Template,
            TemplateParameter,
            Latency,
            IsNative
        );

        // An indicator alone says nothing about latency; a template brings its own, or has none.
        return edit with
        {
            Indicator = measures.Indicator,
            TrialsPerDay = measures.TrialsPerDay,
            Latency = edit.RemoveLatency ? null : measures.Latency,
            RemoveLatency = edit.RemoveLatency || (Template is not null && measures.Latency is null),
        };
    }

    // The histogram is of the same series as the indicator: it gets the condition that the indicator has.
    private LatencyMetric Alone(SloPlan plan)
    {
        var label = ServiceLabel ?? (Latency!.Histogram.Filters.Count > 0 ? null : ServiceCondition.LabelOf(plan.Indicator, plan.Service));
        return string.IsNullOrEmpty(label) ? Latency! : ServiceCondition.AddTo(Latency!, label!, plan.Service);
    }
}
