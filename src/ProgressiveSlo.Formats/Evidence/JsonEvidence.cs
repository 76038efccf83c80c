using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Rows of JSON: a list of objects with the names of the columns as members; numbers, or texts that are numbers. Or evidence as ConvertTo-Json writes it: one object, or a list of them.</summary>
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
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            if (JsonWholeEvidence.IsNext(reader))
            {
                ReadWhole(ref reader);
                ReadRest(ref reader);
                return;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                Refuse(ref reader, "", "The file holds no list", "Write a list of objects: [{\"Service\": \"api\", \"Date\": \"2026-01-31\", \"Good\": 999, \"Total\": 1000}]");
                return;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && !_rows.IsFull)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    if (JsonWholeEvidence.IsNext(reader))
                        ReadWhole(ref reader);
                    else
                        ReadRow(ref reader);
                    continue;
                }

                Refuse(ref reader, "", "The list holds something that is no object", "Write each row as {\"Date\": ..., \"Good\": ..., \"Total\": ...}");
                reader.Skip();
            }

            ReadRest(ref reader);
        }
        catch (JsonException e)
        {
            _rows.Refuse((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "", "The file is not valid JSON here", "Check commas, quotes and brackets; a number has a decimal point and no thousands separators");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            Refuse(ref reader, "", "The text here is not valid Unicode", "Write it without escapes");
        }
    }

    // Whatever comes after the list, or the object, is an error that only reading finds.
    private void ReadRest(ref Utf8JsonReader reader)
    {
        while (!_rows.IsFull && reader.Read())
        {
        }
    }

    private void ReadWhole(ref Utf8JsonReader reader)
    {
        var (line, column) = Place(reader.TokenStartIndex);
        try
        {
            _rows.Add(JsonWholeEvidence.Read(ref reader));
        }
        catch (SloValidationException e)
        {
            _rows.Refuse(line, column, e.Problem.Field, e.Problem.Message, e.Problem.Mend);
        }
    }

    private void ReadRow(ref Utf8JsonReader reader)
    {
        var (line, _) = Place(reader.TokenStartIndex);
        var cells = new Dictionary<EvidenceColumn, EvidenceCell>();
        var whole = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var column = EvidenceColumns.Of(name);
            reader.Read();
            var (atLine, atColumn) = Place(reader.TokenStartIndex);
            if (column is null)
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null))
            {
                _rows.Refuse(atLine, atColumn, name, "The value is neither a text nor a number", "Give one value");
                reader.Skip();
                whole = false;
            }
            else if (cells.TryGetValue(column.Value, out var other))
            {
                _rows.Refuse(atLine, atColumn, name, $"The object has it already as '{other.Name}'", "Give it once");
                whole = false;
            }
            else
            {
                var text = reader.TokenType switch { JsonTokenType.String => reader.GetString()!, JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan.ToArray()), _ => "" };
                cells.Add(column.Value, new EvidenceCell(name, text.Trim(), atLine, atColumn));
            }
        }

        if (whole)
            _rows.Add(new EvidenceRecord(line, cells));
    }

    private void Refuse(ref Utf8JsonReader reader, string field, string message, string mend)
    {
        var (line, column) = Place(reader.TokenStartIndex);
        _rows.Refuse(line, column, field, message, mend);
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
