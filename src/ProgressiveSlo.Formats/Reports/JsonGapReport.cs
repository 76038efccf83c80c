using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>Gaps as JSON; the challenges stand once beside them.</summary>
public sealed class JsonGapReport : JsonJointReport<SloGap>
{
    /// <inheritdoc/>
    protected override string ListName => "Gaps";

    /// <inheritdoc/>
    protected override void WriteProperties(SloGap gap, Utf8JsonWriter json)
    {
        json.WriteString("Code", gap.Code);
        json.WriteString("Severity", gap.Severity.ToString());
        json.WriteString("Message", gap.Message);
        json.WriteString("Service", gap.Service);
        json.WriteString("Tier", gap.Tier);
        json.WriteString("Owner", gap.Owner);
        json.WriteString("Name", gap.Name);
        json.WriteString("Path", gap.Path);
        json.WriteNumber("Line", gap.Line);
        json.WriteString("Guidance", gap.Guidance);
        json.WriteString("Challenge", gap.Challenge?.Name);
        json.WriteString("Cmdlet", gap.Cmdlet);
    }

    /// <inheritdoc/>
    protected override void WriteShared(IReadOnlyList<SloGap> items, Utf8JsonWriter json)
    {
        json.WriteStartArray("Challenges");
        foreach (var challenge in items.Select(g => g.Challenge).OfType<Challenge>().GroupBy(c => c.Name))
            JsonChallenge.Write(challenge.First(), json);
        json.WriteEndArray();
    }
}
