using System;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.ParallelRun;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Makes of two sides what is compared or asked for.</summary>
internal sealed class ComparisonRequests
{
    private static readonly TimeSpan _base = TimeSpan.FromMinutes(5);

    /// <summary>The time.</summary>
    public ComparisonTime Time { get; init; } = null!;

    /// <summary>The service where no side names one, or null.</summary>
    public string? Service { get; init; }

    /// <summary>The name of the SLO, or null for that of the sides.</summary>
    public string? Name { get; init; }

    /// <summary>The target, or null for that of the sides.</summary>
    public decimal? Target { get; init; }

    /// <summary>The window that ratios look over, or null for that of the manual query.</summary>
    public TimeSpan? RatioWindow { get; init; }

    /// <summary>Whether alerts are left out.</summary>
    public bool SkipAlerts { get; init; }

    /// <summary>The request for two sides.</summary>
    /// <exception cref="SloValidationException">A value is refused.</exception>
    /// <exception cref="ManifestNotWritableException">There are no generated rules of the definition.</exception>
    public ParallelRunRequest Of(ComparedSide manual, ComparedSide automated)
    {
        var service = manual.Service ?? automated.Service ?? Service ?? throw new SloValidationException("Service", "No side names the service", "Give -Service");
        var (from, to, step) = Time.Of(manual, automated);
        var window = RatioWindow ?? Window(manual, automated);
        var subject = new ParallelRunSubject(service, Name ?? (automated.Name.Length > 0 ? automated.Name : manual.Name), from, to, step) { Target = Target };
        return new ParallelRunRequest(subject, Side(manual, automated, window, step, "Manual"), Side(automated, manual, window, step, "Automated"));
    }

    private AskedSide Side(ComparedSide side, ComparedSide other, TimeSpan window, TimeSpan step, string parameter)
    {
        var known = new ParallelRunSide([]) { Query = side.Query, Target = side.Target, RatioWindow = other.Series is null ? window : step };
        if (side.Series is { } series)
        {
            var by = series.By(step) ?? throw new SloValidationException(
                "Step",
                $"The {parameter.ToLowerInvariant()} series of '{ServiceName.Printable(series.Service ?? "")}' has intervals of {PrometheusDuration.Format(series.Step)}, which do not make intervals of {PrometheusDuration.Format(step)}",
                "Give a step that is a multiple of both; ratios without events have to have the step itself");
            return new AskedSide(known with { Points = by.Points });
        }

        var queries = side.Definition is { } definition
            ? other.Series is null ? GeneratedQueries.Over(definition, window) : GeneratedQueries.OfIntervals(definition, step)
            : new SideQueries(side.Query!.Replace(SliQueries.Window, PrometheusDuration.Format(known.RatioWindow.Value))) { Alerts = side.Alerts };
        return new AskedSide(known, SkipAlerts ? queries with { Alerts = null } : queries);
    }

    // The window of the manual query, where the generated rules record one of that length.
    private static TimeSpan Window(ComparedSide manual, ComparedSide automated) =>
        manual.Query is not null && ParallelRunComparison.Windows(manual.Query) is [var own] && (automated.Definition is null || GeneratedQueries.Windows(automated.Definition).Contains(own)) ? own : _base;
}
