using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Templates;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What is measured for a service, from <c>-Template</c> or <c>-Indicator</c>, and <c>-LatencyMetric</c>.</summary>
internal sealed class MeasureArguments(
    TemplateArgument templates,
    IndicatorArgument? indicator,
    string? serviceLabel,
    PhaseProfile profile,
    Action<string> warn
)
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
    public TemplateMeasures Resolve(
        string? service,
        string? @namespace,
        object? template,
        IDictionary? values,
        LatencyMetric? latency,
        bool isNative
    )
    {
        if (templates.Resolve(template) is not { } found)
            return (indicator ?? IndicatorArgument.Default).Measure(
                ServiceName.Check(service),
                latency,
                serviceLabel,
                profile.ServiceLabel
            );
        if (indicator is not null)
            throw new SloValidationException(
                "Template",
                $"There are both the template '{found.Name}' and an indicator",
                "Leave -Indicator out, or the template"
            );
        var name = ServiceName.Check(service);
        var measures = found.Fill(
            name,
            PlanText.Check(@namespace, "Namespace") ?? SloPlanner.DefaultNamespace,
            TemplateValueArgument.Resolve(values)
        );
        if (latency is not null || measures.Latency is not { } own)
            return measures with { Latency = Latency(name, latency) };
        if (isNative)
            return measures with { Latency = own with { IsNative = true } };
        Warn(found, own);
        return measures;
    }

    // A template chooses the service's series in its own way, and only -ServiceLabel says how a histogram beside it does.
    private LatencyMetric? Latency(string service, LatencyMetric? latency) =>
        latency is null || string.IsNullOrEmpty(serviceLabel) ? latency : ServiceCondition.AddTo(latency, serviceLabel!, service);

    private void Warn(SloTemplate template, LatencyMetric latency)
    {
        var between = template.TargetsBetweenBounds(profile);
        if (between.Count > 0 && _warned.Add(template.Name))
            warn(
                $"The template '{template.Name}' has latency targets in between the bounds of the buckets of "
                    + $"{PrintableText.Escape(latency.Histogram.Metric)}: {string.Join(", ", between)}. Their SLOs will have no "
                    + $"value. Its bounds in seconds are "
                    + $"{string.Join(", ", System.Linq.Enumerable.Select(template.LatencyBounds, NumberText.Plain))}. Choose a "
                    + $"profile with such targets, or use -NativeHistogram where the histogram is a native one."
            );
    }
}

/// <summary>
/// What <c>-Indicator</c> takes: a counter's name, a hashtable of two selectors (Good or Bad, and Total), or an indicator object. A name
/// alone, and the default, get the condition on the service; whoever writes selectors has said which series are meant.
/// </summary>
internal sealed class IndicatorArgument
{
    private const string Fix = "Give a metric name, or @{ Good = 'requests_total{code!~\"5..\"}'; Total = 'requests_total' }";

    private readonly SloIndicator _indicator;
    private readonly bool _isName;

    private IndicatorArgument(SloIndicator indicator, bool isName)
    {
        _indicator = indicator;
        _isName = isName;
    }

    /// <summary>What is measured where nobody says something.</summary>
    public static IndicatorArgument Default { get; } = new(RatioIndicator.Default, isName: true);

    /// <summary>The indicator that was asked for.</summary>
    /// <param name="argument">The parameter's value; null for the default.</param>
    /// <exception cref="SloValidationException">The value is not an indicator; the field is Indicator, whatever part is wrong.</exception>
    public static IndicatorArgument Resolve(object? argument)
    {
        try
        {
            return Parse(argument);
        }
        catch (SloValidationException e)
        {
            throw new SloValidationException("Indicator", e.Problem.Message, e.Problem.Fix);
        }
    }

    /// <summary>What is measured for a service, the histogram included.</summary>
    /// <param name="service">The service.</param>
    /// <param name="latency">The histogram, or null. A name without conditions gets the one on the service where the indicator
    /// does.</param>
    /// <param name="label">The value of <c>-ServiceLabel</c>: null when it was not given, empty for no condition.</param>
    /// <param name="usual">The label of the profile, or null.</param>
    /// <exception cref="SloValidationException">A label was given, and the indicator cannot take it.</exception>
    public TemplateMeasures Measure(string service, LatencyMetric? latency, string? label, string? usual)
    {
        label ??= _isName ? usual ?? ServiceCondition.DefaultLabel : "";
        if (label.Length == 0)
            return new TemplateMeasures(_indicator, latency);
        return new TemplateMeasures(
            ServiceCondition.AddTo(_indicator, label, service),
            latency is null || latency.Histogram.Filters.Count > 0 ? latency : ServiceCondition.AddTo(latency, label, service)
        );
    }

    private static IndicatorArgument Parse(object? argument)
    {
        argument = argument.Unwrap();
        return argument switch
        {
            null => Default,
            SloIndicator indicator => new IndicatorArgument(indicator, isName: false),
            string metric => new IndicatorArgument(RatioIndicator.Http(metric), isName: true),
            IDictionary map => new IndicatorArgument(FromMap(map), isName: false),
            _ => throw new SloValidationException("Indicator", $"A value of type {argument.GetType().Name} is not an indicator", Fix),
        };
    }

    private static RatioIndicator FromMap(IDictionary map)
    {
        foreach (var key in map.Keys)
        {
            if (key?.ToString()?.ToUpperInvariant() is not ("GOOD" or "BAD" or "TOTAL"))
                throw new SloValidationException("Indicator", $"The key '{key}' is unknown", Fix);
        }

        var total = Selector(map, "Total") ?? throw Missing("Total");
        var bad = Selector(map, "Bad");
        var good = Selector(map, "Good");
        if (bad is not null && good is not null)
            throw new SloValidationException("Indicator", "There are both Good and Bad", "Give one of them, and Total");
        return bad is null ? new RatioIndicator(good ?? throw Missing("Good"), total) : RatioIndicator.FromBad(bad, total);
    }

    private static MetricSelector? Selector(IDictionary map, string key)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (string.Equals(entry.Key.ToString(), key, System.StringComparison.OrdinalIgnoreCase) && entry.Value is not null)
                return MetricSelector.Parse(entry.Value.ToString()!, "Indicator." + key);
        }

        return null;
    }

    private static SloValidationException Missing(string key) => new("Indicator", $"The key '{key}' is missing", Fix);
}
