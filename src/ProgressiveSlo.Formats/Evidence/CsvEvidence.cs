using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>Rows of CSV (RFC 4180): commas, semicolons or tabs, with quotes where a value needs them.</summary>
internal sealed class CsvEvidence
{
    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private CsvEvidence(string text) => _text = text;

    public static void Read(string text, RowReader rows)
    {
        var csv = new CsvEvidence(text);
        var separator = csv.Separator();
        if (csv.Row(separator, rows) is not { } header)
        {
            rows.Refuse(1, 1, "", "The file is empty", "Write a line with the names of the columns first: Service,Date,Good,Total");
            return;
        }

        if (Columns(header, rows) is not { } columns)
            return;
        while (!rows.IsFull && csv.Row(separator, rows) is { } cells)
        {
            if (cells.Count == 1 && cells[0].Text.Length == 0)
                continue;
            if (cells.Count != header.Count)
                rows.Refuse(cells[0].Line, 1, "", $"The row has {cells.Count} values for {header.Count} columns", cells.Count > header.Count && separator == ',' ? "Write numbers without commas, and texts with commas in quotes" : "Give each column a value, or leave it empty");
            else
                rows.Add(new EvidenceRecord(cells[0].Line, columns.ToDictionary(c => c.Key, c => cells[c.Value] with { Name = header[c.Value].Text })));
        }
    }

    private static Dictionary<EvidenceColumn, int>? Columns(List<EvidenceCell> header, RowReader rows)
    {
        var columns = new Dictionary<EvidenceColumn, int>();
        for (var i = 0; i < header.Count; i++)
        {
            if (EvidenceColumns.Of(header[i].Text) is not { } column)
                continue;
            if (columns.TryGetValue(column, out var other))
            {
                rows.Refuse(header[i].Line, header[i].Column, header[i].Text, $"'{header[other].Text}' means the same", "Keep one of the two columns");
                return null;
            }

            columns.Add(column, i);
        }

        if (rows.Missing(columns.Keys) is not { } mend)
            return columns;
        rows.Refuse(header[0].Line, 1, "", $"The columns {string.Join(", ", header.Take(10).Select(h => $"'{h.Text}'"))} are not enough", mend);
        return null;
    }

    // The first of them outside quotes in the header; names of columns have none.
    private char Separator()
    {
        var end = _text.IndexOf('\n');
        var header = end < 0 ? _text : _text.Substring(0, end);
        var at = header.IndexOfAny([',', ';', '\t']);
        return at < 0 ? ',' : header[at];
    }

    private List<EvidenceCell>? Row(char separator, RowReader rows)
    {
        if (_at >= _text.Length)
            return null;
        var cells = new List<EvidenceCell>();
        while (true)
        {
            cells.Add(Cell(separator, rows));
            if (_at >= _text.Length)
                return cells;
            var c = _text[_at++];
            if (c == separator)
                continue;
            if (c == '\r' && _at < _text.Length && _text[_at] == '\n')
                _at++;
            NextLine();
            return cells;
        }
    }

    private EvidenceCell Cell(char separator, RowReader rows)
    {
        var (line, column) = (_line, _at - _lineStart + 1);
        if (_at < _text.Length && _text[_at] == '"')
            return new EvidenceCell("", Quoted(separator, rows).Trim(), line, column);
        var start = _at;
        while (_at < _text.Length && _text[_at] != separator && _text[_at] is not ('\n' or '\r'))
            _at++;
        return new EvidenceCell("", _text.Substring(start, _at - start).Trim(), line, column);
    }

    private string Quoted(char separator, RowReader rows)
    {
        var (line, column) = (_line, _at - _lineStart + 1);
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"' && (_at + 1 == _text.Length || _text[_at + 1] != '"'))
            {
                _at++;
                if (_at < _text.Length && _text[_at] != separator && _text[_at] is not ('\n' or '\r'))
                {
                    rows.Refuse(_line, _at - _lineStart + 1, "", "There is text after the quotes end", "Double the quotes that belong to the value");
                    while (_at < _text.Length && _text[_at] != separator && _text[_at] is not ('\n' or '\r'))
                        _at++;
                }

                return text.ToString();
            }

            if (_text[_at] == '"')
                _at++;
            text.Append(_text[_at]);
            if (_text[_at] == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
        }

        rows.Refuse(line, column, "", "The quotes do not end", "Close them");
        return text.ToString();
    }

    private void NextLine()
    {
        _line++;
        _lineStart = _at;
    }
}
