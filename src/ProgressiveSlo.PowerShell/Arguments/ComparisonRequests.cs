using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.ParallelRun;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Makes of two sides what is compared or asked for.</summary>
internal sealed class ComparisonRequests
{
    private static readonly TimeSpan _base = TimeSpan.FromMinutes(5);

    /// <summary>The time.</summary>
    public required ComparisonTime Time { get; init; }

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
    public ParallelRunRequest Create(ComparedSide manual, ComparedSide automated)
    {
        var service =
            manual.Service
            ?? automated.Service
            ?? Service
            ?? throw new SloValidationException("Service", "No side names the service", "Give -Service");
        var (from, to, step) = Time.Resolve(manual, automated);
        var window = RatioWindow ?? Window(manual);
        var subject = new ParallelRunSubject(service, Name ?? (automated.Name.Length > 0 ? automated.Name : manual.Name), from, to, step)
        {
            Target = Target,
        };
        return new ParallelRunRequest(
            subject,
            Side(manual, automated, window, step, "Manual"),
            Side(automated, manual, window, step, "Automated")
        );
    }

    private ParallelRunSideRequest Side(ComparedSide side, ComparedSide other, TimeSpan window, TimeSpan step, string parameter)
    {
        var known = new ParallelRunSide([])
        {
            Query = side.Query,
            Target = side.Target,
            RatioWindow = other.Series is null ? window : step,
        };
        if (side.Series is { } series)
        {
            var by =
                series.Resample(step)
                ?? throw new SloValidationException(
                    "Step",
                    $"The {parameter.ToLowerInvariant()} series of '{ServiceName.Printable(series.Service ?? "")}' has "
                        + $"intervals of {PrometheusDuration.Format(series.Step)}, which do not make intervals of "
                        + $"{PrometheusDuration.Format(step)}",
                    "Give a step that is a multiple of both; ratios without events have to have the step itself"
                );
            return new ParallelRunSideRequest(known with { Points = by.Points });
        }

        var queries = side.Definition is { } definition
            ? other.Series is null
                ? GeneratedQueries.ForWindow(definition, window)
                : GeneratedQueries.ForIntervals(definition, step)
            : new SideQueries(side.Query!.Replace(SliQueries.Window, PrometheusDuration.Format(known.RatioWindow.Value)))
            {
                Alerts = side.Alerts,
            };
        return new ParallelRunSideRequest(known, SkipAlerts ? queries with { Alerts = null } : queries);
    }

    // The window of the manual query; what the generated rules do not record over it, their queries say.
    private static TimeSpan Window(ComparedSide manual) =>
        manual.Query is not null && ParallelRunComparison.QueryWindows(manual.Query) is [var own] ? own : _base;
}

/// <summary>Which time two sides are compared over, and by which steps.</summary>
/// <param name="From">Start, or null.</param>
/// <param name="To">End, or null.</param>
/// <param name="Window">Length, where the start is not given.</param>
/// <param name="Step">Length of an interval, or null.</param>
/// <param name="Now">The end where nothing else says one.</param>
internal sealed record ComparisonTime(DateTime? From, DateTime? To, TimeSpan Window, TimeSpan? Step, DateTime Now)
{
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(1);

    /// <summary>The time of two sides: it ends with the series that ends first, otherwise now, on a whole step.</summary>
    /// <exception cref="SloValidationException">There is no time between start and end, or a series has longer intervals than the
    /// step.</exception>
    public (DateTime From, DateTime To, TimeSpan Step) Resolve(ComparedSide manual, ComparedSide automated)
    {
        var series = new[] { manual.Series, automated.Series }.Where(s => s is not null).ToArray();
        var step = Step ?? (series.Length > 0 ? series.Max(s => s!.Step) : _step);
        var ends = series.Where(s => s!.Points.Count > 0).Select(s => s!.To).ToArray();
        var to = Floor(To ?? (ends.Length > 0 ? ends.Min() : Now), step);
        var from = Floor(From ?? to - Window, step);
        if (from >= to)
            throw new SloValidationException(
                "From",
                $"{ProgressiveSlo.Time.UtcTime.Text(from)} is not before {ProgressiveSlo.Time.UtcTime.Text(to)}",
                "Give a start before the end, and a step that is shorter than the time between them"
            );
        if ((to - from).Ticks / step.Ticks > ProgressiveSlo.Migration.ParallelRun.ParallelRunComparison.MaximumIntervals)
            throw new SloValidationException(
                "Step",
                $"{PrometheusDuration.Format(to - from)} have too many steps of {PrometheusDuration.Format(step)}",
                "Give a longer step"
            );
        return (from, to, step);
    }

    private static DateTime Floor(DateTime time, TimeSpan step) => new(time.Ticks - (time.Ticks % step.Ticks), DateTimeKind.Utc);
}

/// <summary>Finds the automated side for each manual one: by service, then by what is measured, then by name.</summary>
internal sealed class SidePairing
{
    private readonly IReadOnlyList<ComparedSide> _automated;

    public SidePairing(IReadOnlyList<ComparedSide> automated) => _automated = automated;

    /// <summary>The automated side.</summary>
    /// <exception cref="SloValidationException">There is none, or more than one; the field is Automated.</exception>
    public ComparedSide FindAutomated(ComparedSide manual)
    {
        if (_automated.Count == 1 && (manual.Service is null || _automated[0].Service is null))
            return _automated[0];
        var name = ServiceName.Printable(manual.Service ?? "");
        if (manual.Service is null)
            throw new SloValidationException(
                "Service",
                "The manual side names no service, and there are several automated sides",
                "Give -Service, or one automated side"
            );
        var own = _automated.Where(a => a.IsForService(manual.Service)).ToArray();
        if (own.Length == 0)
            throw new SloValidationException("Automated", $"There is no automated side of '{name}'", "Give its definition, plan or query");

        var measure = manual.Measure == SloMeasure.Unknown ? SloMeasure.Availability : manual.Measure;
        var same = own.Where(a => a.Measure == measure || a.Measure == SloMeasure.Unknown).ToArray();
        if (same.Length == 0 && manual.Measure != SloMeasure.Unknown)
            throw new SloValidationException(
                "Automated",
                $"No automated side of '{name}' measures its {(manual.Measure == SloMeasure.Latency ? "latency" : "availability")}",
                "Give its definition"
            );
        own = same.Length > 0 ? same : own;
        if (
            own.Length > 1
            && own.Where(a => string.Equals(a.Name, manual.Name, StringComparison.OrdinalIgnoreCase)).ToArray() is { Length: 1 } named
        )
            return named[0];
        return own.Length == 1
            ? own[0]
            : throw new SloValidationException(
                "Automated",
                $"There are {own.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)} automated sides of "
                    + $"'{name}': {string.Join(", ", own.Take(5).Select(a => "'" + ServiceName.Printable(a.Name) + "'"))}",
                "Give the one that replaces it"
            );
    }
}
