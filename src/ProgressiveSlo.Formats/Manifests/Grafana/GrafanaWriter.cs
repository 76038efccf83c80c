using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Writes the Grafana dashboard of a service. It reads the series of the rules of the same flavor.</summary>
public sealed class GrafanaWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => "Grafana";

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    public override string Extension => ".json";

    /// <inheritdoc/>
    protected override IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        var losses = new List<SloLoss>();
        ServiceDashboard.Of(ShownDefinitions.Of(definitions, losses), options).Write(output);
        return losses;
    }
}
