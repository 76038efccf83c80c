using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Evidence that was written as an object with all its numbers, as ConvertTo-Json does.</summary>
internal static class JsonWholeEvidence
{
    // What Windows PowerShell 5.1 makes of a date.
    private static readonly Regex _milliseconds = new("^/Date\\((?<ms>-?[0-9]{1,15})\\)/$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether an object with a list of days comes next; rows have none.</summary>
    /// <param name="reader">A copy, which may be read on.</param>
    public static bool IsNext(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDays = string.Equals(reader.GetString(), "Days", StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isDays && reader.TokenType == JsonTokenType.StartArray)
                return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads the object.</summary>
    /// <exception cref="SloValidationException">A value is refused, or values do not agree.</exception>
    public static SloMetric Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return EvidenceReader.ReadWhole(document.RootElement.EnumerateObject().Select(m => new KeyValuePair<string, object?>(m.Name, EvidenceReader.IsList(m.Name) ? List(m.Name, m.Value) : Scalar(m.Value))).ToArray());
    }

    private static object[]? List(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            throw Cut(name);
        return value.EnumerateArray().Select((entry, i) => entry.ValueKind == JsonValueKind.Object
            ? (object)entry.EnumerateObject().Select(m => new KeyValuePair<string, object?>(m.Name, Scalar(m.Value))).ToArray()
            : throw Cut(string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", name, i))).ToArray();
    }

    // Below the depth that it is told, ConvertTo-Json writes objects as texts.
    private static SloValidationException Cut(string field) => new(field, "The value is no object", "Write the evidence with ConvertTo-Json -Depth 4");

    private static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };

    private static object Text(string text) => _milliseconds.Match(text) is { Success: true } match
        && double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture) is >= -62_135_596_800_000 and < 253_402_300_800_000 and var milliseconds
        ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(milliseconds)
        : text;
}
