using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Manual</c> and <c>-Automated</c> take.</summary>
internal static class ComparedSideArgument
{
    /// <summary>The sides that a value stands for; a plan stands for the definitions of its current phase.</summary>
    /// <param name="argument">A query, an inventory item, evidence, a series, a definition, a phase of a plan, or a plan.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">The value is none of these, or an item cannot be compared.</exception>
    public static IEnumerable<ComparedSide> Resolve(object? argument, string parameter)
    {
        var value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        return value switch
        {
            string query when !string.IsNullOrWhiteSpace(query) => [new ComparedSide(query) { Query = query.Trim() }],
            SloInventoryItem item => [OfItem(item, parameter)],
            SloMetric metric => [OfSeries(SliSeries.Of(metric), metric)],
            SliSeries series => [OfSeries(series, series)],
            SloDefinition definition => [OfDefinition(definition)],
            PlannedPhase phase => phase.Definitions.Select(OfDefinition),
            SloPlan plan => plan.Find(plan.CurrentPhase)!.Definitions.Select(OfDefinition),
            null or string => throw new SloValidationException(parameter, "There is no query in it", "Give a query, an inventory item, evidence or a definition"),
            _ => throw new SloValidationException(parameter, $"A value of type {value.GetType().Name} cannot be compared", "Give a query, an inventory item (Get-SloInventory), evidence (Get-SloMetric), a definition, a phase or a plan"),
        };
    }

    /// <summary>A series of a file.</summary>
    public static ComparedSide OfSeries(SliSeries series, object input) => new(input) { Service = series.Service, Series = series, Measure = SloMeasure.Unknown };

    private static ComparedSide OfItem(SloInventoryItem item, string parameter)
    {
        var name = ServiceName.Printable(item.Service ?? item.Name);
        if (item.Query.Length == 0)
            throw new SloValidationException(parameter, $"The inventory item '{name}' has no query", "Give its query as a text");
        if (item.Method == SloMethod.QuantileAlert)
            throw new SloValidationException(parameter, $"The inventory item '{name}' measures a quantile of latency, and an error ratio is compared", "Give the share of slow events as a query, for example from its histogram's buckets");
        var rules = item.Rules.Where(r => r.Kind == ObservedRuleKind.Alert).Select(AlertSelector.Of).ToArray();
        return new ComparedSide(item)
        {
            Service = item.Service,
            Name = item.Name,
            Target = item.Target,
            Measure = item.Measure,
            Query = item.Query,
            Alerts = rules.Length > 0 ? rules : [.. item.AlertWindows.Where(a => a.Name.Length > 0).Select(a => a.Name).Distinct().Select(a => new AlertSelector(a))],
        };
    }

    private static ComparedSide OfDefinition(SloDefinition definition) => new(definition)
    {
        Service = definition.Service,
        Name = definition.ShortName,
        Target = definition.Target,
        Measure = IsLatency(definition) ? SloMeasure.Latency : SloMeasure.Availability,
        Query = ParallelRunComparison.Query(definition.Indicator),
        Definition = definition,
    };

    private static bool IsLatency(SloDefinition definition) => definition.Indicator switch
    {
        NativeLatencyIndicator => true,
        RatioIndicator ratio when (ratio.Good ?? ratio.Bad)!.Filters.Any(f => f.Label == "le") => true,
        _ => definition.ShortName.IndexOf("latency", StringComparison.OrdinalIgnoreCase) >= 0,
    };
}
