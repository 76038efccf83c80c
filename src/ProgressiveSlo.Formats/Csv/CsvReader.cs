using System.Text;

namespace ProgressiveSlo.Formats.Csv;

/// <summary>
/// Cells of CSV (RFC 4180): commas, semicolons or tabs, with quotes where a value needs them. The first line tells which.
/// </summary>
internal sealed class CsvReader
{
    private readonly string _text;
    private readonly Action<int, int, string, string> _refuse;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <param name="text">The text.</param>
    /// <param name="refuse">Called with line, column, message and fix of what is not CSV; reading goes on.</param>
    public CsvReader(string text, Action<int, int, string, string> refuse)
    {
        _text = text;
        _refuse = refuse;

        // The first of them in the header; names of columns have none.
        var end = text.IndexOf('\n');
        var header = end < 0 ? text : text.Substring(0, end);
        var at = header.IndexOfAny([',', ';', '\t']);
        Separator = at < 0 ? ',' : header[at];
    }

    /// <summary>What stands between cells.</summary>
    public char Separator { get; }

    /// <summary>The cells of the next row; null at the end. An empty line is one empty cell.</summary>
    public List<CsvCell>? Row()
    {
        if (_at >= _text.Length)
            return null;
        var cells = new List<CsvCell>();
        while (true)
        {
            cells.Add(Cell());
            if (_at >= _text.Length)
                return cells;
            var c = _text[_at++];
            if (c == Separator)
                continue;
            if (c == '\r' && _at < _text.Length && _text[_at] == '\n')
                _at++;
            _line++;
            _lineStart = _at;
            return cells;
        }
    }

    private CsvCell Cell()
    {
        var (line, column) = (_line, _at - _lineStart + 1);
        if (_at < _text.Length && _text[_at] == '"')
            return new CsvCell(Quoted().Trim(), line, column);
        var start = _at;
        SkipCell();
        return new CsvCell(_text.Substring(start, _at - start).Trim(), line, column);
    }

    private string Quoted()
    {
        var (line, column) = (_line, _at - _lineStart + 1);
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"' && (_at + 1 == _text.Length || _text[_at + 1] != '"'))
            {
                _at++;
                if (_at < _text.Length && _text[_at] != Separator && _text[_at] is not ('\n' or '\r'))
                {
                    _refuse(
                        _line,
                        _at - _lineStart + 1,
                        "There is text after the quotes end",
                        "Double the quotes that belong to the value"
                    );
                    SkipCell();
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

        _refuse(line, column, "The quotes do not end", "Close them");
        return text.ToString();
    }

    private void SkipCell()
    {
        while (_at < _text.Length && _text[_at] != Separator && _text[_at] is not ('\n' or '\r'))
            _at++;
    }
}

/// <summary>A cell as it was written, without the space around it.</summary>
/// <param name="Text">Its text; empty for none.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct CsvCell(string Text, int Line, int Column);
