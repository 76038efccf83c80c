using System.Text.Json;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>Maturity by tier as JSON.</summary>
public sealed class JsonMaturityReport : JsonJointReport<SloMaturity>
{
    /// <inheritdoc/>
    protected override string ListName => "Maturity";

    /// <inheritdoc/>
    protected override void WriteProperties(SloMaturity row, Utf8JsonWriter json)
    {
        json.WriteString("Tier", row.Tier);
        json.WriteNumber("Services", row.Services);
        json.WriteNumber("WithSlo", row.WithSlo);
        json.WriteNumber("WithLatencySlo", row.WithLatencySlo);
        json.WriteNumber("WithBurnRateAlerts", row.WithBurnRateAlerts);
        json.WriteNumber("Managed", row.Managed);
        json.WriteNumber("Errors", row.Errors);
        json.WriteNumber("Warnings", row.Warnings);
        json.WriteNumber("Informations", row.Informations);
        json.WriteString("Level", row.Level);
        if (row.Score is { } score)
            json.WriteNumber("Score", decimal.Round(score, 4));
        else
            json.WriteNull("Score");
        json.WriteString("Next", row.Next);
    }
}
