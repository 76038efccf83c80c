using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using static ProgressiveSlo.Formats.Manifests.Grafana.QueryText;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>The dashboard of a service: a table of its SLOs when there are several, and a section for each.</summary>
internal static class ServiceDashboard
{
    private const string Slo = "slo";

    public static Dashboard Of(IReadOnlyList<SloDefinition> definitions, ManifestOptions options)
    {
        var names = SeriesNames.Of(options.Flavor);
        var service = definitions[0].Service;
        var isService = Is(names.Service, service);
        var dashboard = new Dashboard(DashboardUid.OfService(service), "SLOs of " + DashboardText.Title(service), "Objectives, error budgets and burn rates of " + DashboardText.Markdown(service))
        {
            Variables = definitions.Count == 1 ? [] : [new QueryVariable(Slo, "SLO in the table", Select(names.Info, isService), names.Name)],
        };
        if (definitions.Count > 1)
        {
            var table = SloTable.Of("SLOs", "All SLOs of the service, the smallest budget first.", names, new SetQueries(names, isService, IsChosen(names.Name, Slo)));
            dashboard.Panels.Add(table);
        }

        foreach (var definition in definitions.OrderBy(d => d.ShortName, System.StringComparer.Ordinal))
            new SloSection(names, definition, options.AlertWindows?.For(definition.Window) ?? definition.Alerting).AddTo(dashboard.Panels);
        return dashboard;
    }
}
