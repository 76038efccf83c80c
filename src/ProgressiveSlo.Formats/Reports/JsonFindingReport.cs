using System;
using System.Text.Json;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A finding of the lint as JSON.</summary>
public sealed class JsonFindingReport : JsonReport<SloFinding>
{
    /// <inheritdoc/>
    protected override void WriteProperties(SloFinding finding, Utf8JsonWriter json)
    {
        json.WriteString("Code", finding.Code);
        json.WriteString("Severity", finding.Severity.ToString());
        json.WriteString("Message", finding.Message);
        json.WriteString("Path", finding.Path);
        json.WriteNumber("Line", finding.Line);
        json.WriteNumber("Column", finding.Column);
        json.WriteString("Field", finding.Field);
        json.WriteString("Guidance", finding.Guidance);
        json.WriteString("Service", finding.Service);
        json.WriteString("Definition", finding.Definition);
        JsonChallenge.Write("Challenge", finding.Challenge, json);
    }
}
