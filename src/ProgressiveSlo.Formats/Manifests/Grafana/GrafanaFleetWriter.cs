using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Writes the Grafana dashboard of all services. It reads the series of the rules of the same flavor.</summary>
public sealed class GrafanaFleetWriter : ManifestWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "GrafanaFleet";

    /// <inheritdoc/>
    public override string Format => Name;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Fleet;

    /// <inheritdoc/>
    public override string Extension => ".json";

    /// <inheritdoc/>
    protected override IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        var losses = new List<SloLoss>();
        FleetDashboard.Of(ShownDefinitions.Of(definitions, losses), options.Flavor).Write(output);
        return losses;
    }
}
