using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Writes the Grafana dashboard of a service. It reads the series of the rules of the same flavor.</summary>
public sealed class GrafanaWriter : ManifestWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "Grafana";

    /// <inheritdoc/>
    public override string Format => Name;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    public override string Extension => ".json";

    // It shows definitions, and holds none.
    private protected override bool KeepsObjectMetadata => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var losses = new List<ConversionLoss>();
        ServiceDashboard.Create(ShownDefinitions.Select(definitions, losses), options).Write(output);
        return losses;
    }
}

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

    // It shows definitions, and holds none.
    private protected override bool KeepsObjectMetadata => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var losses = new List<ConversionLoss>();
        FleetDashboard.Create(ShownDefinitions.Select(definitions, losses), options.Flavor).Write(output);
        return losses;
    }
}

/// <summary>The definitions that a dashboard can show: those that Prometheus can have rules of.</summary>
internal static class ShownDefinitions
{
    /// <summary>Those of the definitions; the others are losses.</summary>
    /// <exception cref="ManifestNotWritableException">There are none.</exception>
    public static IReadOnlyList<SloDefinition> Select(IReadOnlyList<SloDefinition> definitions, ICollection<ConversionLoss> losses)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        var shown = definitions.Where(d => d.Indicator.Queries is not null).ToArray();
        if (shown.Length == 0)
            throw new ManifestNotWritableException(
                definitions[0].Id,
                new FieldProblem(
                    "Indicator",
                    "It has no PromQL, and the dashboard shows series of Prometheus rules",
                    "Give an indicator in PromQL"
                )
            );
        foreach (var definition in definitions.Where(d => d.Indicator.Queries is null))
            losses.Add(
                new ConversionLoss("Indicator", $"{definition.Id} has no PromQL, so there are no series that a dashboard could show")
            );
        return shown;
    }
}
