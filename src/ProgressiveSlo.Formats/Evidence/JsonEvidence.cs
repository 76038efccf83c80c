using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>
/// Rows of JSON: a list of objects with the names of the columns as members; numbers, or texts that are numbers. Or evidence as
/// ConvertTo-Json writes it: one object, or a list of them.
/// </summary>
internal sealed class JsonEvidence
{
    private readonly byte[] _json;
    private readonly RowReader _rows;
    private long _counted;
    private long _lineStart;
    private int _line = 1;

    private JsonEvidence(byte[] json, RowReader rows)
    {
        _json = json;
        _rows = rows;
    }

    public static void Read(string text, RowReader rows) => new JsonEvidence(Encoding.UTF8.GetBytes(text), rows).Read();

    private void Read()
    {
        var reader = new Utf8JsonReader(
            _json,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        try
        {
            reader.Read();
            if (JsonEvidenceObject.IsNext(reader))
            {
                ReadWhole(ref reader);
                ReadRest(ref reader);
                return;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                AddProblem(
                    ref reader,
                    "",
                    "The file holds no list",
                    "Write a list of objects: [{\"Service\": \"api\", \"Date\": \"2026-01-31\", \"Good\": 999, \"Total\": 1000}]"
                );
                return;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && !_rows.IsFull)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    if (JsonEvidenceObject.IsNext(reader))
                        ReadWhole(ref reader);
                    else
                        ReadRow(ref reader);
                    continue;
                }

                AddProblem(
                    ref reader,
                    "",
                    "The list holds something that is not an object",
                    "Write each row as {\"Date\": ..., \"Good\": ..., \"Total\": ...}"
                );
                reader.Skip();
            }

            ReadRest(ref reader);
        }
        catch (JsonException e)
        {
            _rows.AddProblem(
                (int)(e.LineNumber ?? 0) + 1,
                (int)(e.BytePositionInLine ?? 0) + 1,
                "",
                "The file is not valid JSON here",
                "Check commas, quotes and brackets; a number has a decimal point and no thousands separators"
            );
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            AddProblem(ref reader, "", "The text here is not valid Unicode", "Write it without escapes");
        }
    }

    // Whatever comes after the list, or the object, is an error that only reading finds.
    private void ReadRest(ref Utf8JsonReader reader)
    {
        while (!_rows.IsFull && reader.Read()) { }
    }

    private void ReadWhole(ref Utf8JsonReader reader)
    {
        var (line, column) = Place(reader.TokenStartIndex);
        try
        {
            _rows.Add(JsonEvidenceObject.Read(ref reader, _rows.RememberKey));
        }
        catch (SloValidationException e)
        {
            _rows.AddProblem(line, column, e.Problem.Field, e.Problem.Message, e.Problem.Fix);
        }
    }

    private void ReadRow(ref Utf8JsonReader reader)
    {
        var (line, _) = Place(reader.TokenStartIndex);
        var cells = new Dictionary<EvidenceColumn, EvidenceCell>();
        var claims = new List<EvidenceCell>();
        var whole = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var column = EvidenceColumns.ParseAny(name);
            _rows.Remember(name, column);
            reader.Read();
            var (atLine, atColumn) = Place(reader.TokenStartIndex);
            if (column is null)
            {
                reader.Skip();
                continue;
            }

            if (column == EvidenceColumn.Claim)
            {
                using var value = JsonDocument.ParseValue(ref reader);
                claims.Add(new EvidenceCell(name, value.RootElement.ToString().Trim(), atLine, atColumn));
            }
            else if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null))
            {
                _rows.AddProblem(atLine, atColumn, name, "The value is neither a text nor a number", "Give one value");
                reader.Skip();
                whole = false;
            }
            else if (cells.TryGetValue(column.Value, out var other))
            {
                _rows.AddProblem(atLine, atColumn, name, $"The object has it already as '{other.Name}'", "Give it once");
                whole = false;
            }
            else
            {
                var text = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString()!,
                    JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan.ToArray()),
                    _ => "",
                };
                cells.Add(column.Value, new EvidenceCell(name, text.Trim(), atLine, atColumn));
            }
        }

        if (whole)
            _rows.Add(new EvidenceRecord(line, cells) { Claims = claims });
    }

    private void AddProblem(ref Utf8JsonReader reader, string field, string message, string fix)
    {
        var (line, column) = Place(reader.TokenStartIndex);
        _rows.AddProblem(line, column, field, message, fix);
    }

    // Tokens come in order, so lines are counted once.
    private (int Line, int Column) Place(long index)
    {
        for (; _counted < index; _counted++)
        {
            if (_json[_counted] == (byte)'\n')
            {
                _line++;
                _lineStart = _counted + 1;
            }
        }

        return (_line, (int)(index - _lineStart) + 1);
    }
}

/// <summary>Evidence that was written as an object with all its numbers, as ConvertTo-Json does.</summary>
internal static class JsonEvidenceObject
{
    // What Windows PowerShell 5.1 makes of a date.
    private static readonly Regex _milliseconds = new(
        "^/Date\\((?<ms>-?[0-9]{1,15})\\)/$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

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
    /// <param name="reader">Where it begins.</param>
    /// <param name="unknown">Called with each key that means nothing.</param>
    public static SloEvidence Read(ref Utf8JsonReader reader, Action<string> unknown)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return EvidenceReader.ReadWhole(
            document
                .RootElement.EnumerateObject()
                .Select(m => new KeyValuePair<string, object?>(
                    m.Name,
                    EvidenceReader.IsList(m.Name) ? List(m.Name, m.Value) : Scalar(m.Value)
                ))
                .ToArray(),
            unknown
        );
    }

    private static object[]? List(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            throw Cut(name);
        return value
            .EnumerateArray()
            .Select(
                (entry, i) =>
                    entry.ValueKind == JsonValueKind.String && string.Equals(name, "Warnings", StringComparison.OrdinalIgnoreCase)
                        ? entry.GetString()!
                    : entry.ValueKind == JsonValueKind.Object
                        ? (object)entry.EnumerateObject().Select(m => new KeyValuePair<string, object?>(m.Name, Scalar(m.Value))).ToArray()
                    : throw Cut(string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", name, i))
            )
            .ToArray();
    }

    // Below the depth that it is told, ConvertTo-Json writes objects as texts.
    private static SloValidationException Cut(string field) =>
        new(field, "The value is not an object", "Write the evidence with ConvertTo-Json -Depth 4");

    private static object? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Text(value.GetString()!),
            JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };

    private static object Text(string text) =>
        _milliseconds.Match(text) is { Success: true } match
        && double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture)
            is >= -62_135_596_800_000
                and < 253_402_300_800_000
                and var milliseconds
            ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(milliseconds)
            : text;
}
