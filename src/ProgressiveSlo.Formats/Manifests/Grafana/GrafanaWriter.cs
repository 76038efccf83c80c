using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Writes the Grafana dashboard of a service. It reads the series of the rules of the same flavor.</summary>
public sealed class GrafanaWriter : IManifestWriter
{
    /// <inheritdoc/>
    public string Format => "Grafana";

    /// <inheritdoc/>
    public ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    public string Extension => ".json";

    /// <inheritdoc/>
    public IReadOnlyList<SloLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var losses = new List<SloLoss>();
        ServiceDashboard.Of(ShownDefinitions.Of(definitions, losses), options).Write(output);
        return losses;
    }
}
