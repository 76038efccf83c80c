using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using static ProgressiveSlo.Formats.Manifests.Grafana.QueryParts;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>
/// Queries about one SLO, over the series of its recording rules. Each aggregates to the id: other labels (phase, window, replica)
/// differ between the sides of an operator, and for some minutes around a promotion there are two series of the objective.
/// </summary>
internal sealed class SloQueries
{
    private const string Firing = "alertstate=\"firing\"";

    private readonly SeriesNames _names;
    private readonly SloDefinition _definition;
    private readonly string _isSlo;
    private readonly IReadOnlyList<string>? _groups;

    public SloQueries(SeriesNames names, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting)
    {
        _names = names;
        _definition = definition;
        _isSlo = Is(names.Id, names.IdOf(definition));
        _groups = definition.Indicator.ResultLabels;
        Windows = alerting
            .SelectMany(a => new[] { a.ShortWindow, a.LongWindow })
            .Distinct()
            .OrderBy(w => w)
            .Select(PrometheusDuration.Format)
            .ToArray();
    }

    /// <summary>The windows of its alerts, from short to long, as Prometheus writes them.</summary>
    public IReadOnlyList<string> Windows { get; }

    /// <summary>The period, as Prometheus writes it.</summary>
    public string Period => PrometheusDuration.Format(_definition.Window);

    /// <summary>
    /// Whether the SLO holds for each of several groups, such as handlers: also where the query does not say by which labels. One number is
    /// then that of the worst group.
    /// </summary>
    public bool HasGroups => _groups?.Count != 0;

    /// <summary>A legend that names the group.</summary>
    public string GroupLegend => _groups is null ? "left" : string.Join(" ", _groups.Select(g => "{{" + g + "}}"));

    public string Objective => Highest(RecordedSeries.Objective);

    public string Sli => "1 - " + ErrorRatio(Period);

    public string BudgetLeft => $"min by ({_names.Id}) ({QueryParts.BudgetLeft(Of(RecordedSeries.BudgetRemaining))})";

    public string BudgetLeftByGroup => $"min by ({ByGroup([_names.Id])}) ({QueryParts.BudgetLeft(Of(RecordedSeries.BudgetRemaining))})";

    public string BudgetLeftMinutes => $"{BudgetLeft} * {Budget} * {Highest(RecordedSeries.PeriodDays)} * 24 * 60";

    public string BurnRateNow => Highest(RecordedSeries.CurrentBurnRate);

    public string PeriodBurnRate => Highest(RecordedSeries.PeriodBurnRate);

    public string ErrorRatioNow => $"{BurnRateNow} * {Budget}";

    public string FiringAlerts => $"count({Select("ALERTS", Firing, _isSlo, IsInCluster)}) or vector(0)";

    /// <summary>
    /// Firing alerts by name and severity; a zero named none while there are none, so that the panel is never without data.
    /// </summary>
    public string FiringAlertsByName =>
        $"count by (alertname, {_names.Severity}) ({Select("ALERTS", Firing, _isSlo, IsInCluster)}) or on () "
        + $"label_replace(vector(0), \"alertname\", \"none\", \"\", \"\")";

    public string Info => $"max by ({_names.Id}, {SeriesNames.Phase}, {_names.Target}) ({Of(_names.Info)})";

    private string Budget => Highest(RecordedSeries.ErrorBudget);

    public string BurnRate(string window) => $"{ErrorRatio(window)} / {Budget}";

    public string ErrorRatio(string window) => Highest(RecordedSeries.ErrorRatio + window);

    /// <summary>
    /// Events of all groups and clusters together; <paramref name="kind"/> is good, bad or total. Two series of one group in one cluster
    /// are what two replicas record of the same events, and count once, as far as the query says what tells its groups apart.
    /// </summary>
    public string Events(string kind)
    {
        var events = Of(EventsMetric(kind));
        return $"sum by ({_names.Id}) ("
            + (_groups is null ? events : $"max by ({ByGroup([_names.Id, SeriesNames.Cluster])}) ({events})")
            + ")";
    }

    private static string EventsMetric(string kind) =>
        kind switch
        {
            "good" => RecordedSeries.GoodEvents,
            "bad" => RecordedSeries.BadEvents,
            _ => RecordedSeries.TotalEvents,
        };

    private string ByGroup(string[] labels) => string.Join(", ", labels.Concat(_groups ?? []).Distinct().Select(Label));

    private string Of(string metric) => Select(metric, _isSlo, IsInCluster);

    private string Highest(string metric) => $"max by ({_names.Id}) ({Of(metric)})";
}

/// <summary>
/// Queries about all SLOs that are chosen on a dashboard. What is chosen is decided by the info series, because only they have the
/// phase. SLOs may differ in their period, so the SLI comes from the burn rate over the period and not from a metric with the period in its
/// name.
/// </summary>
internal sealed class SloSetQueries
{
    private const string Firing = "alertstate=\"firing\"";

    private readonly SeriesNames _names;
    private readonly string[] _isService;
    private readonly string _info;

    /// <summary>Makes the queries.</summary>
    /// <param name="names">The names of the flavor.</param>
    /// <param name="isService">The conditions on the service, whose labels all series have.</param>
    /// <param name="isOther">The conditions that info series alone are asked for.</param>
    public SloSetQueries(SeriesNames names, string[] isService, params string[] isOther)
    {
        _names = names;
        _isService = isService;
        _info = Select(names.Info, [.. isService, IsInCluster, .. isOther]);
    }

    /// <summary>One series for each SLO, with its id, service, namespace, name and phase.</summary>
    public string Slos =>
        $"max by ({_names.Id}, {_names.Service}, {(_names.Namespace is { } space ? space + ", " : "")}{_names.Name}, {SeriesNames.Phase}) "
        + $"({_info})";

    public string Objective => Chosen(Highest(RecordedSeries.Objective));

    public string Sli => Chosen($"(1 - {Highest(RecordedSeries.PeriodBurnRate)} * {Highest(RecordedSeries.ErrorBudget)})");

    public string BudgetLeft => Chosen($"min by ({_names.Id}) ({QueryParts.BudgetLeft(Of(RecordedSeries.BudgetRemaining))})");

    public string BurnRateNow => Chosen(Highest(RecordedSeries.CurrentBurnRate));

    /// <summary>Firing alerts of each SLO, 0 where there are none.</summary>
    public string FiringAlerts => $"count by ({_names.Id}) ({Alerts}) or 0 * max by ({_names.Id}) ({_info})";

    public string FiringAlertsCount => $"count({Alerts}) or vector(0)";

    public string Count => $"count(max by ({_names.Id}) ({_info})) or vector(0)";

    public string WithoutBudgetCount => $"count(({BudgetLeft}) < 0) or vector(0)";

    public string TooFastCount => $"count(({BurnRateNow}) > 1) or vector(0)";

    public string CountByPhase =>
        $"count by ({SeriesNames.Phase}) (label_replace(max by ({_names.Id}, {SeriesNames.Phase}) "
        + $"({_info}), \"{SeriesNames.Phase}\", \"none\", \"{SeriesNames.Phase}\", \"\"))";

    private string Alerts => Chosen(Select("ALERTS", Firing, $"{_names.Id}!=\"\"", IsInCluster));

    public string WorstBudgets(int count) =>
        $"sort(bottomk({count.ToString(System.Globalization.CultureInfo.InvariantCulture)}, {BudgetLeft}))";

    private string Of(string metric) => Select(metric, [.. _isService, IsInCluster]);

    private string Highest(string metric) => $"max by ({_names.Id}) ({Of(metric)})";

    private string Chosen(string query) => $"{query} and on ({_names.Id}) {_info}";
}
