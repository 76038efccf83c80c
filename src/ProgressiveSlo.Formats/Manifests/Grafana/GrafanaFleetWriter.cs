using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Writes the Grafana dashboard of all services. It reads the series of the rules of the same flavor.</summary>
public sealed class GrafanaFleetWriter : IManifestWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "GrafanaFleet";

    /// <inheritdoc/>
    public string Format => Name;

    /// <inheritdoc/>
    public ManifestScope Scope => ManifestScope.Fleet;

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
        FleetDashboard.Of(ShownDefinitions.Of(definitions, losses), options.Flavor).Write(output);
        return losses;
    }
}
