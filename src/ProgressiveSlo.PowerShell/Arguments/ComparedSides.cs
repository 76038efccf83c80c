using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>One side of a comparison as the user gave it: a query, a series, or a definition with its generated rules.</summary>
/// <param name="Input">What was given, for errors.</param>
internal sealed record ComparedSide(object Input)
{
    public string? Service { get; init; }

    public string Name { get; init; } = "";

    public decimal? Target { get; init; }

    public SloMeasure Measure { get; init; }

    /// <summary>The query, with <c>{{.window}}</c> where it has several windows; null for a series.</summary>
    public string? Query { get; init; }

    /// <summary>The series; null for what a Prometheus is asked for.</summary>
    public SliSeries? Series { get; init; }

    /// <summary>The definition whose generated rules are asked for, or null.</summary>
    public SloDefinition? Definition { get; init; }

    /// <summary>The alerts; null when they are not known.</summary>
    public IReadOnlyList<AlertSelector>? Alerts { get; init; }

    public bool IsAsked => Series is null;

    public bool IsForService(string? service) => string.Equals(Service, service, StringComparison.OrdinalIgnoreCase);
}

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
            SloInventoryItem item => [FromItem(item, parameter)],
            SloEvidence metric => [FromSeries(SliSeries.FromEvidence(metric), metric)],
            SliSeries series => [FromSeries(series, series)],
            SloDefinition definition => [FromDefinition(definition)],
            PlannedPhase phase => phase.Definitions.Select(FromDefinition),
            SloPlan plan => plan.Find(plan.CurrentPhase)!.Definitions.Select(FromDefinition),
            null or string => throw new SloValidationException(
                parameter,
                "There is no query in it",
                "Give a query, an inventory item, evidence or a definition"
            ),
            _ => throw new SloValidationException(
                parameter,
                $"A value of type {value.GetType().Name} cannot be compared",
                "Give a query, an inventory item (Get-SloInventory), evidence (Get-SloEvidence), a definition, a phase or a plan"
            ),
        };
    }

    /// <summary>A series of a file.</summary>
    public static ComparedSide FromSeries(SliSeries series, object input) =>
        new(input)
        {
            Service = series.Service,
            Series = series,
            Measure = SloMeasure.Unknown,
        };

    private static ComparedSide FromItem(SloInventoryItem item, string parameter)
    {
        var name = ServiceName.Printable(item.Service ?? item.Name);
        if (item.Query.Length == 0)
            throw new SloValidationException(parameter, $"The inventory item '{name}' has no query", "Give its query as a text");
        if (item.Method == SloMethod.QuantileAlert)
            throw new SloValidationException(
                parameter,
                $"The inventory item '{name}' measures a quantile of latency, and an error ratio is compared",
                "Give the share of slow events as a query, for example from its histogram's buckets"
            );
        var rules = item.Rules.Where(r => r.Kind == ObservedRuleKind.Alert).Select(AlertSelector.FromRule).ToArray();
        return new ComparedSide(item)
        {
            Service = item.Service,
            Name = item.Name,
            Target = item.Target,
            Measure = item.Measure,
            Query = item.Query,
            Alerts =
                rules.Length > 0
                    ? rules
                    : [.. item.AlertWindows.Where(a => a.Name.Length > 0).Select(a => a.Name).Distinct().Select(a => new AlertSelector(a))],
        };
    }

    private static ComparedSide FromDefinition(SloDefinition definition) =>
        new(definition)
        {
            Service = definition.Service,
            Name = definition.ShortName,
            Target = definition.Target,
            Measure = IsLatency(definition) ? SloMeasure.Latency : SloMeasure.Availability,
            Query = ParallelRunComparison.ErrorRatioQuery(definition.Indicator),
            Definition = definition,
        };

    private static bool IsLatency(SloDefinition definition) =>
        definition.Indicator switch
        {
            NativeLatencyIndicator => true,
            RatioIndicator ratio when (ratio.Good ?? ratio.Bad)!.Filters.Any(f => f.Label == "le") => true,
            _ => definition.ShortName.IndexOf("latency", StringComparison.OrdinalIgnoreCase) >= 0,
        };
}

/// <summary>What <c>-ParallelRun</c> takes: what Compare-SloParallelRun returns, and files of its report in JSON.</summary>
internal static class ParallelRunArgument
{
    private static readonly string[] Extensions = [".json"];

    /// <summary>The parallel runs.</summary>
    /// <param name="argument">A result, the path of a file or folder, or a file.</param>
    /// <param name="session">Resolves paths.</param>
    /// <exception cref="SloValidationException">It is none of these.</exception>
    /// <exception cref="SloDocumentException">A file holds no sound parallel run.</exception>
    /// <exception cref="ItemNotFoundException">There is nothing of that name.</exception>
    public static IEnumerable<ParallelRunResult> Resolve(object? argument, SessionState session) =>
        ((argument as PSObject)?.BaseObject ?? argument) switch
        {
            ParallelRunResult result => [result],
            string path => Read(path, literal: false, session),
            FileInfo file => Read(file.FullName, literal: true, session),
            var other => throw new SloValidationException(
                "ParallelRun",
                other is null ? "Nothing ($null) was given" : $"A value of type {other.GetType().Name} is not a parallel run",
                "Give what Compare-SloParallelRun returns, or the path of its report in JSON"
            ),
        };

    private static IEnumerable<ParallelRunResult> Read(string path, bool literal, SessionState session) =>
        InputPaths.Resolve(path, literal, session, extensions: Extensions).SelectMany(f => ParallelRunFile.Read(f.Full, f.Display));
}
