using System;
using System.Collections;
using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Templates;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What is measured for a service, from <c>-Template</c> or <c>-Indicator</c>, and <c>-LatencyMetric</c>.</summary>
internal sealed class MeasureArguments(TemplateArgument templates, SloIndicator? indicator, PhaseProfile profile, Action<string> warn)
{
    private readonly HashSet<string> _warned = [];

    /// <summary>The indicator, and the histogram for latency objectives or null.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace; the default one when empty.</param>
    /// <param name="template">The value of <c>-Template</c>; empty for none.</param>
    /// <param name="values">The value of <c>-TemplateParameter</c>.</param>
    /// <param name="latency">The histogram of <c>-LatencyMetric</c>, which overrides that of the template, or null.</param>
    /// <param name="isNative">Whether the histogram of the template is a native one.</param>
    /// <exception cref="SloValidationException">There is no such template, a value does not fit, or there is an indicator, too.</exception>
    /// <exception cref="SloDocumentException">A file is not a sound template.</exception>
    public TemplateMeasures Of(string? service, string? @namespace, object? template, IDictionary? values, LatencyMetric? latency, bool isNative)
    {
        if (templates.Resolve(template) is not { } found)
            return new TemplateMeasures(indicator ?? RatioIndicator.Default, latency);
        if (indicator is not null)
            throw new SloValidationException("Template", $"There are both the template '{found.Name}' and an indicator", "Leave -Indicator out, or the template");
        var name = ServiceName.Check(service);
        var measures = found.Fill(name, PlanText.Check(@namespace, "Namespace") ?? SloPlanner.DefaultNamespace, TemplateValueArgument.Resolve(values));
        if (latency is not null || measures.Latency is not { } own)
            return measures with { Latency = latency };
        if (isNative)
            return measures with { Latency = own with { IsNative = true } };
        Warn(found, own);
        return measures;
    }

    private void Warn(SloTemplate template, LatencyMetric latency)
    {
        var between = template.TargetsBetweenBounds(profile);
        if (between.Count > 0 && _warned.Add(template.Name))
            warn($"The template '{template.Name}' has latency targets in between the bounds of the buckets of {PrintableText.Escape(latency.Histogram.Metric)}: {string.Join(", ", between)}. Their SLOs will have no value. Its bounds in seconds are {string.Join(", ", System.Linq.Enumerable.Select(template.LatencyBounds, NumberText.Plain))}. Choose a profile with such targets, or use -NativeHistogram where the histogram is a native one.");
    }
}
