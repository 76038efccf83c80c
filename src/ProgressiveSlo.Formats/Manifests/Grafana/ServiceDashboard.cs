using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;
using static ProgressiveSlo.Formats.Manifests.Grafana.QueryParts;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>The dashboard of a service: a table of its SLOs when there are several, and a section for each.</summary>
internal static class ServiceDashboard
{
    private const string Slo = "slo";
    private const string TitleStart = "SLOs of ";

    /// <summary>The service that a title of a flavor names, with its namespace; null for a title of another kind.</summary>
    public static string? ServiceIn(string title, RuleFlavor flavor)
    {
        var end = DashboardText.TitleEnd(flavor);
        return
            title.Length >= TitleStart.Length + end.Length
            && title.StartsWith(TitleStart, StringComparison.Ordinal)
            && title.EndsWith(end, StringComparison.Ordinal)
            ? DashboardText.FromTitle(title.Substring(TitleStart.Length, title.Length - TitleStart.Length - end.Length))
            : null;
    }

    public static Dashboard Create(IReadOnlyList<SloDefinition> definitions, ManifestOptions options)
    {
        var names = SeriesNames.ForFlavor(options.Flavor);
        var service = ServiceName.InNamespace(definitions[0].Service, definitions[0].Namespace);
        var isService = names.IsServiceOf(definitions[0]);
        var dashboard = new Dashboard(
            DashboardUid.ForService(service, options.Flavor),
            TitleStart + DashboardText.Title(service) + DashboardText.TitleEnd(options.Flavor),
            "Objectives, error budgets and burn rates of " + DashboardText.Markdown(service)
        )
        {
            Variables =
            [
                QueryVariable.ForCluster(isService),
                .. definitions.Count == 1
                    ? Array.Empty<QueryVariable>()
                    : [new QueryVariable(Slo, "SLO in the table", Select(names.Info, isService), names.Name)],
            ],
        };
        if (definitions.Count > 1)
        {
            var table = SloTable.Create(
                "SLOs",
                "All SLOs of the service, the smallest budget first.",
                names,
                new SloSetQueries(names, isService, IsChosen(names.Name, Slo))
            );
            dashboard.Panels.Add(table);
        }

        foreach (var definition in definitions.OrderBy(d => d.ShortName, System.StringComparer.Ordinal))
            new SloSection(names, definition, Alerts(definition, options)).AddTo(dashboard.Panels);
        return dashboard;
    }

    // Rules of Sloth have all of them; the exact ones record the windows of those that can fire.
    private static IReadOnlyList<BurnRateAlert> Alerts(SloDefinition definition, ManifestOptions options) =>
        options.Flavor == RuleFlavor.Exact
            ? FiringAlerts.FindOrNone(definition, options)
            : options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting;
}

/// <summary>The panels about one SLO.</summary>
internal sealed class SloSection(SeriesNames names, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting)
{
    private const int StatWidth = 3;

    private readonly SloQueries _queries = new(names, definition, alerting);

    private bool HasEvents => names.HasEvents && definition.Indicator.Queries?.Total is not null;

    private bool CountsSamples => definition.Indicator is BoolGaugeIndicator;

    private string EventUnit => CountsSamples ? "short" : "eps";

    private string EventText =>
        (CountsSamples ? "Samples in five minutes." : "Events a second, over five minutes.")
        + (_queries.HasGroups ? " All groups together." : "");

    // A sentence for panels that show one number for several groups.
    private string OfGroups => _queries.HasGroups ? " Of several groups, that of the worst one." : "";

    public void AddTo(PanelGrid grid)
    {
        grid.AddHeading(DashboardText.Title(definition.ShortName));
        AddStats(grid);
        grid.NextLine();
        grid.Add(BurnRates());
        var budget = _queries.HasGroups
            ? new PanelQuery(_queries.BudgetLeftByGroup, _queries.GroupLegend)
            : new PanelQuery(_queries.BudgetLeft, "left");
        grid.Add(
            new GraphPanel(
                "Error budget left",
                "Share of the error budget of the period that is left. Below 0 the objective is missed.",
                budget
            )
            {
                Unit = "percentunit",
            }
        );
        var width = HasEvents ? 8 : 12;
        grid.Add(ErrorRatios(width));
        if (HasEvents)
            grid.Add(Traffic(width));
        grid.Add(Alerts(width));
    }

    private void AddStats(PanelGrid grid)
    {
        var about = definition.Description is { Length: > 0 } text
            ? DashboardText.Markdown(text)
            : "The target that the rules are made for.";
        grid.Add(Stat("Objective", about, _queries.Objective, "percentunit", null, ThresholdSteps.Plain));
        grid.Add(
            Stat(
                "SLI over " + _queries.Period,
                "Share of good events over the period." + OfGroups,
                _queries.Sli,
                "percentunit",
                SliDecimals(),
                ThresholdSteps.Target(definition.Target)
            )
        );
        grid.Add(
            Stat(
                "Budget left",
                "Share of the error budget of the period that is left." + OfGroups,
                _queries.BudgetLeft,
                "percentunit",
                1,
                ThresholdSteps.BudgetLeft
            )
        );
        grid.Add(
            Stat(
                "Budget left as outage",
                "How long everything may still fail in this period, at even traffic." + OfGroups,
                _queries.BudgetLeftMinutes,
                "m",
                1,
                ThresholdSteps.OfBudget((1m - definition.Target) * definition.Window.Ticks / TimeSpan.TicksPerMinute)
            )
        );
        grid.Add(
            Stat(
                "Burn rate",
                "How fast the error budget is used now: at 1 it lasts exactly for the period." + OfGroups,
                _queries.BurnRateNow,
                "short",
                2,
                BurnRateSteps(ThresholdSteps.BurnRate)
            )
        );
        grid.Add(Stat("Firing alerts", "Alerts of this SLO that fire now.", _queries.FiringAlerts, "short", 0, ThresholdSteps.Zero));
        if (HasEvents)
            grid.Add(Stat("Traffic", EventText, _queries.Events("total"), EventUnit, null, ThresholdSteps.Plain));
        if (definition.Phase is not null)
            grid.Add(PhaseAndTarget());
    }

    private StatPanel PhaseAndTarget() =>
        new StatPanel(
            "Phase and target",
            "The phase that the rules were made for, and its target.",
            new PanelQuery(_queries.Info, $"{{{{{SeriesNames.Phase}}}}} {{{{{names.Target}}}}}")
        )
        {
            Width = StatWidth,
            Height = 4,
            ShowsName = true,
        };

    private GraphPanel BurnRates()
    {
        var policy = string.Join("; ", alerting.Select(a => DashboardText.Markdown(a.ToString())));
        var about =
            policy.Length == 0
                ? "Error ratio of a window, divided by the error budget."
                : "Error ratio of a window, divided by the error budget. An alert fires while both of its windows are above its factor: "
                    + policy
                    + ".";
        PanelQuery[] byWindow = [.. _queries.Windows.Select(w => new PanelQuery(_queries.BurnRate(w), w))];
        return new GraphPanel(
            "Burn rate by window",
            about + OfGroups,
            [
                .. byWindow.DefaultIfEmpty(new PanelQuery(_queries.BurnRateNow, "now")),
                new PanelQuery(_queries.PeriodBurnRate, _queries.Period),
            ]
        )
        {
            Unit = "short",
            Thresholds = BurnRateSteps(ThresholdSteps.Plain),
        };
    }

    private GraphPanel ErrorRatios(int width)
    {
        // Which windows are recorded besides those of alerts is up to the rules.
        var shortest =
            _queries.Windows.Count > 0
                ? new PanelQuery(_queries.ErrorRatio(_queries.Windows[0]), _queries.Windows[0])
                : new PanelQuery(_queries.ErrorRatioNow, "now");
        return new GraphPanel(
            "Error ratio",
            "Share of bad events. The dashed line is the error budget." + OfGroups,
            shortest,
            new PanelQuery(_queries.ErrorRatio(_queries.Period), _queries.Period)
        )
        {
            Width = width,
            Unit = "percentunit",
            Thresholds = ThresholdSteps.Budget(definition.Target),
        };
    }

    private GraphPanel Traffic(int width) =>
        new GraphPanel(
            "Traffic",
            EventText,
            new PanelQuery(_queries.Events("good"), "good"),
            new PanelQuery(_queries.Events("bad"), "bad"),
            new PanelQuery(_queries.Events("total"), "all")
        )
        {
            Width = width,
            Unit = EventUnit,
        };

    private GraphPanel Alerts(int width) =>
        new GraphPanel(
            "Firing alerts",
            "Alerts of this SLO while they fired.",
            new PanelQuery(_queries.FiringAlertsByName, $"{{{{alertname}}}} {{{{{names.Severity}}}}}")
        )
        {
            Width = width,
            Unit = "short",
            Decimals = 0,
            IsStepped = true,
        };

    private static StatPanel Stat(string title, string description, string query, string unit, int? decimals, ThresholdSteps thresholds) =>
        new StatPanel(title, description, new PanelQuery(query, ""))
        {
            Width = StatWidth,
            Height = 4,
            Unit = unit,
            Decimals = decimals,
            Thresholds = thresholds,
        };

    private ThresholdSteps BurnRateSteps(ThresholdSteps otherwise) => alerting.Count > 0 ? ThresholdSteps.Factors(alerting) : otherwise;

    // One more than the target has: 99.95 % needs three to show that 99.949 % misses it.
    private int SliDecimals()
    {
        var percent = NumberText.PercentAtLeast2(definition.Target);
        return percent.Length - percent.IndexOf('.') - 1;
    }
}
