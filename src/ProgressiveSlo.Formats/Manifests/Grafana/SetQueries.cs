using static ProgressiveSlo.Formats.Manifests.Grafana.QueryText;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>
/// Queries about all SLOs that are chosen on a dashboard. What is chosen is decided by the info series, because only they have the
/// phase. SLOs may differ in their period, so the SLI comes from the burn rate over the period and not from a metric with the period in its name.
/// </summary>
internal sealed class SetQueries
{
    private const string Firing = "alertstate=\"firing\"";

    private readonly SeriesNames _names;
    private readonly string _isService;
    private readonly string _info;

    /// <summary>Makes the queries.</summary>
    /// <param name="names">The names of the flavor.</param>
    /// <param name="isService">The condition on the service, which all series have.</param>
    /// <param name="isOther">The conditions that info series alone are asked for.</param>
    public SetQueries(SeriesNames names, string isService, params string[] isOther)
    {
        _names = names;
        _isService = isService;
        _info = Select(names.Info, [isService, .. isOther]);
    }

    /// <summary>One series for each SLO, with its id, service, name and phase.</summary>
    public string Slos => $"max by ({_names.Id}, {_names.Service}, {_names.Name}, {SeriesNames.Phase}) ({_info})";

    public string Objective => Chosen(Highest("slo:objective:ratio"));

    public string Sli => Chosen($"(1 - {Highest("slo:period_burn_rate:ratio")} * {Highest("slo:error_budget:ratio")})");

    public string BudgetLeft => Chosen($"min by ({_names.Id}) ({Select("slo:period_error_budget_remaining:ratio", _isService)})");

    public string BurnRateNow => Chosen(Highest("slo:current_burn_rate:ratio"));

    /// <summary>Firing alerts of each SLO, 0 where there are none.</summary>
    public string FiringAlerts => $"count by ({_names.Id}) ({Alerts}) or 0 * max by ({_names.Id}) ({_info})";

    public string FiringAlertsCount => $"count({Alerts}) or vector(0)";

    public string Count => $"count(max by ({_names.Id}) ({_info})) or vector(0)";

    public string WithoutBudgetCount => $"count(({BudgetLeft}) < 0) or vector(0)";

    public string TooFastCount => $"count(({BurnRateNow}) > 1) or vector(0)";

    public string CountByPhase =>
        $"count by ({SeriesNames.Phase}) (label_replace(max by ({_names.Id}, {SeriesNames.Phase}) ({_info}), \"{SeriesNames.Phase}\", \"none\", \"{SeriesNames.Phase}\", \"\"))";

    private string Alerts => Chosen(Select("ALERTS", Firing, $"{_names.Id}!=\"\""));

    public string WorstBudgets(int count) => $"sort(bottomk({count.ToString(System.Globalization.CultureInfo.InvariantCulture)}, {BudgetLeft}))";

    private string Highest(string metric) => $"max by ({_names.Id}) ({Select(metric, _isService)})";

    private string Chosen(string query) => $"{query} and on ({_names.Id}) {_info}";
}
