using System;
using System.Collections.Generic;
using System.Text;
using ProgressiveSlo.Shell.Interactive;

namespace ProgressiveSlo.Shell.Tests.Interactive;

/// <summary>Keys from a list, and a screen that understands exactly the escape sequences the editor uses.</summary>
internal sealed class FakeTerminal(int width = 40) : ILineTerminal
{
    private readonly Queue<ConsoleKeyInfo> _keys = new();
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    public int Width { get; } = width;

    public int Bells { get; private set; }

    public (int Row, int Column) Cursor => (_row, _column);

    /// <summary>The screen when the last key had been handled, before Enter left the line.</summary>
    public string Screen { get; private set; } = string.Empty;

    public (int Row, int Column) CursorAtLastKey { get; private set; }

    public FakeTerminal Type(string text)
    {
        foreach (char character in text)
        {
            _keys.Enqueue(new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false));
        }

        return this;
    }

    public FakeTerminal Press(params ConsoleKey[] keys)
    {
        foreach (ConsoleKey key in keys)
        {
            _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, false));
        }

        return this;
    }

    public FakeTerminal Shift(ConsoleKey key)
    {
        _keys.Enqueue(new ConsoleKeyInfo('\0', key, shift: true, false, false));
        return this;
    }

    public FakeTerminal Control(ConsoleKey key)
    {
        _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, control: true));
        return this;
    }

    public ConsoleKeyInfo ReadKey()
    {
        Screen = string.Join('\n', _rows).TrimEnd();
        CursorAtLastKey = Cursor;
        return _keys.Dequeue();
    }

    public void Write(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    MoveTo(_row + 1);
                    break;
                case '\a':
                    Bells++;
                    break;
                case '\u001b':
                    i = Escape(text, i + 2);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private int Escape(string text, int at)
    {
        int start = at;
        while (char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        int count = at > start ? int.Parse(text.AsSpan(start, at - start), System.Globalization.CultureInfo.InvariantCulture) : 1;
        switch (text[at])
        {
            case 'A':
                _row -= count;
                break;
            case 'C':
                _column += count;
                break;
            case 'J':
                _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            default:
                throw new InvalidOperationException($"The screen does not know '{text[at]}'.");
        }

        return at;
    }

    private void Put(char character)
    {
        if (_column == Width)
        {
            _column = 0;
            MoveTo(_row + 1);
        }

        StringBuilder row = _rows[_row];
        row.Append(' ', Math.Max(0, _column - row.Length));
        if (_column < row.Length)
        {
            row[_column] = character;
        }
        else
        {
            row.Append(character);
        }

        _column++;
    }

    private void MoveTo(int row)
    {
        _row = row;
        while (_rows.Count <= row)
        {
            _rows.Add(new StringBuilder());
        }
    }
}
