using ProgressiveSlo.Objectives;
using static ProgressiveSlo.Formats.Manifests.Grafana.QueryParts;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>The dashboard of all services. It shows every SLO that Prometheus has rules of; the definitions give the links.</summary>
internal static class FleetDashboard
{
    private const string TitleStart = "SLOs of all services";

    private const string Service = "service";
    private const string Phase = "phase";
    private const int Worst = 10;

    /// <summary>The title.</summary>
    public static string Title(RuleFlavor flavor) => TitleStart + DashboardText.TitleEnd(flavor);

    public static Dashboard Create(IReadOnlyList<SloDefinition> definitions, RuleFlavor flavor)
    {
        var names = SeriesNames.ForFlavor(flavor);
        var isService = IsChosen(names.Service, Service);
        var dashboard = new Dashboard(DashboardUid.ForFleet(flavor), Title(flavor), "Error budgets, burn rates and phases of all SLOs")
        {
            Variables =
            [
                new QueryVariable(Service, "Service", names.Info, names.Service),
                QueryVariable.ForCluster(isService),
                new QueryVariable(Phase, "Phase", Select(names.Info, isService), SeriesNames.Phase),
            ],
        };
        var queries = new SloSetQueries(names, [isService], IsChosen(SeriesNames.Phase, Phase));
        AddStats(dashboard.Panels, queries);
        AddBars(dashboard.Panels, names, queries);
        var links = new DashboardLinkColumn(names, definitions);
        dashboard.Panels.Add(
            SloTable.Create(
                "SLOs",
                "Every SLO that is chosen above, the smallest budget first. A service leads to its dashboard.",
                names,
                queries,
                links
            )
        );
        dashboard.Panels.Add(
            new GraphPanel(
                "SLOs without error budget",
                "How many SLOs had used up the error budget of their period.",
                new PanelQuery(queries.WithoutBudgetCount, "without budget")
            )
            {
                Width = 24,
                Unit = "short",
                Decimals = 0,
                IsStepped = true,
            }
        );
        return dashboard;
    }

    private static void AddStats(PanelGrid grid, SloSetQueries queries)
    {
        grid.Add(Stat("SLOs", "How many SLOs are chosen.", queries.Count, ThresholdSteps.Plain));
        grid.Add(
            Stat(
                "Without error budget",
                "SLOs that have used up the error budget of their period.",
                queries.WithoutBudgetCount,
                ThresholdSteps.Zero
            )
        );
        grid.Add(
            Stat(
                "Burning too fast",
                "SLOs whose burn rate is above 1 now.",
                queries.TooFastCount,
                new ThresholdSteps("green", (1m, "orange"))
            )
        );
        grid.Add(Stat("Firing alerts", "Alerts of the SLOs that fire now.", queries.FiringAlertsCount, ThresholdSteps.Zero));
    }

    private static void AddBars(PanelGrid grid, SeriesNames names, SloSetQueries queries)
    {
        grid.Add(
            new BarPanel(
                "Smallest error budgets",
                "The SLOs with the least error budget left. An empty bar has none.",
                new PanelQuery(queries.WorstBudgets(Worst), $"{{{{{names.Id}}}}}")
            )
            {
                Width = 16,
                Unit = "percentunit",
                Decimals = 1,
                Full = 1,
                Thresholds = ThresholdSteps.BudgetLeft,
            }
        );
        grid.Add(
            new BarPanel(
                "SLOs by phase",
                "How many SLOs are in each phase.",
                new PanelQuery(queries.CountByPhase, $"{{{{{SeriesNames.Phase}}}}}")
            )
            {
                Width = 8,
                Unit = "short",
                Decimals = 0,
                Thresholds = new ThresholdSteps("blue"),
            }
        );
    }

    private static StatPanel Stat(string title, string description, string query, ThresholdSteps thresholds) =>
        new StatPanel(title, description, new PanelQuery(query, ""))
        {
            Width = 6,
            Height = 4,
            Unit = "short",
            Decimals = 0,
            Thresholds = thresholds,
        };
}
