using System;
using System.Globalization;
using System.Text;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>One editable line with history and completion.</summary>
internal sealed class LineEditor(ILineTerminal terminal, LineHistory history, ILineCompleter completer) : ILineReader
{
    private readonly StringBuilder _text = new();
    private string _prompt = string.Empty;
    private int _cursor;
    private int _drawnRow;
    private Cycle? _cycle;

    public LineInput Read(string prompt)
    {
        _prompt = prompt;
        _text.Clear();
        _cursor = 0;
        _drawnRow = 0;
        _cycle = null;
        history.Rewind();
        Draw();
        while (true)
        {
            ConsoleKeyInfo key = terminal.ReadKey();
            if (key.Key != ConsoleKey.Tab)
            {
                _cycle = null;
            }

            if (Finish(key) is { } result)
            {
                return result;
            }

            Edit(key);
            Draw();
        }
    }

    private LineInput? Finish(ConsoleKeyInfo key)
    {
        switch (Control(key))
        {
            case ConsoleKey.C:
                Leave("^C");
                return new LineInput(LineOutcome.Cancelled, string.Empty);
            case ConsoleKey.D when _text.Length == 0:
                Leave(string.Empty);
                return new LineInput(LineOutcome.EndOfInput, string.Empty);
        }

        if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
        {
            Leave(string.Empty);
            return new LineInput(LineOutcome.Entered, _text.ToString());
        }

        return null;
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (Control(key))
        {
            case ConsoleKey.A:
                _cursor = 0;
                return;
            case ConsoleKey.E:
                _cursor = _text.Length;
                return;
            case ConsoleKey.D:
                DeleteNext();
                return;
            case ConsoleKey.U:
                _text.Remove(0, _cursor);
                _cursor = 0;
                return;
            case ConsoleKey.K:
                _text.Length = _cursor;
                return;
            case ConsoleKey.W:
                DeleteWord();
                return;
            case ConsoleKey.L:
                terminal.Write("\u001b[H\u001b[2J");
                _drawnRow = 0;
                return;
            case ConsoleKey.LeftArrow:
                _cursor = PreviousWord();
                return;
            case ConsoleKey.RightArrow:
                _cursor = NextWord();
                return;
        }

        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                _cursor -= StepBack();
                break;
            case ConsoleKey.RightArrow:
                _cursor += StepForward();
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Replace(history.Older(_text.ToString()));
                break;
            case ConsoleKey.DownArrow:
                Replace(history.Newer());
                break;
            case ConsoleKey.Backspace:
                int back = StepBack();
                _cursor -= back;
                _text.Remove(_cursor, back);
                break;
            case ConsoleKey.Delete:
                DeleteNext();
                break;
            case ConsoleKey.Escape:
                Replace(string.Empty);
                break;
            case ConsoleKey.Tab:
                Complete(backwards: (key.Modifiers & ConsoleModifiers.Shift) != 0);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _text.Insert(_cursor, key.KeyChar);
                    _cursor++;
                }

                break;
        }
    }

    private static ConsoleKey? Control(ConsoleKeyInfo key) =>
        (key.Modifiers & ConsoleModifiers.Control) != 0 ? key.Key
        // A terminal may deliver the bare control character without naming the key.
        : key is { KeyChar: > '\0' and < ' ', Key: ConsoleKey.None } ? (ConsoleKey)(key.KeyChar + 'A' - 1)
        : null;

    private void Complete(bool backwards)
    {
        if (_cycle is null)
        {
            LineCompletions found = completer.Complete(_text.ToString(), _cursor);
            if (found.Candidates.Count == 0)
            {
                terminal.Write("\a");
                return;
            }

            _cycle = new Cycle(found, backwards ? found.Candidates.Count : -1, found.Length);
        }

        int count = _cycle.Found.Candidates.Count;
        int next = ((_cycle.Index + (backwards ? -1 : 1)) % count + count) % count;
        string candidate = _cycle.Found.Candidates[next];
        _text.Remove(_cycle.Found.Start, _cycle.Length).Insert(_cycle.Found.Start, candidate);
        _cursor = _cycle.Found.Start + candidate.Length;
        _cycle = _cycle with { Index = next, Length = candidate.Length };
        if (count == 1)
        {
            _cycle = null;
        }
    }

    private void Replace(string? text)
    {
        if (text is not null)
        {
            _text.Clear().Append(text);
            _cursor = _text.Length;
        }
    }

    private void DeleteNext() => _text.Remove(_cursor, StepForward());

    private void DeleteWord()
    {
        int start = PreviousWord();
        _text.Remove(start, _cursor - start);
        _cursor = start;
    }

    private int PreviousWord()
    {
        int at = _cursor;
        while (at > 0 && char.IsWhiteSpace(_text[at - 1]))
        {
            at--;
        }

        while (at > 0 && !char.IsWhiteSpace(_text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int NextWord()
    {
        int at = _cursor;
        while (at < _text.Length && !char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at;
    }

    // A character as people see it may be several UTF-16 units: an emoji, a letter with a combining accent.
    private int StepForward() => StringInfo.GetNextTextElementLength(_text.ToString().AsSpan(_cursor));

    private int StepBack()
    {
        int last = 0;
        string before = _text.ToString(0, _cursor);
        for (int at = 0; at < before.Length; at += last)
        {
            last = StringInfo.GetNextTextElementLength(before.AsSpan(at));
        }

        return last;
    }

    private void Draw()
    {
        int width = terminal.Width;
        string text = _prompt + _text;
        LineLayout end = LineLayout.Of(text, width);
        LineLayout cursor = LineLayout.Of(_prompt + _text.ToString(0, _cursor), width);

        var output = new StringBuilder();
        AppendMove(output, _drawnRow, 'A');
        output.Append('\r').Append("\u001b[J").Append(text.Replace("\n", "\r\n", StringComparison.Ordinal));
        if (end.Column == 0 && text.Length > 0 && text[^1] != '\n')
        {
            // The terminal still hangs on the last cell of the full row.
            output.Append("\r\n");
        }

        AppendMove(output, end.Row - cursor.Row, 'A');
        output.Append('\r');
        AppendMove(output, cursor.Column, 'C');
        terminal.Write(output.ToString());
        _drawnRow = cursor.Row;
    }

    private void Leave(string mark)
    {
        _cursor = _text.Length;
        Draw();
        terminal.Write(mark + "\r\n");
    }

    private static void AppendMove(StringBuilder output, int count, char direction)
    {
        if (count > 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"\u001b[{count}{direction}");
        }
    }

    private sealed record Cycle(LineCompletions Found, int Index, int Length);
}
