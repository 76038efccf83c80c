using System.Collections.Generic;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>The commands of this session, oldest first, and the place where Up and Down are walking through them.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _entries = [];
    private int _position;
    private string _draft = string.Empty;

    public void Add(string entry)
    {
        if (!string.IsNullOrWhiteSpace(entry) && (_entries.Count == 0 || _entries[^1] != entry))
        {
            _entries.Add(entry);
        }

        Rewind();
    }

    /// <summary>Starts again below the newest entry.</summary>
    public void Rewind()
    {
        _position = _entries.Count;
        _draft = string.Empty;
    }

    /// <summary>The entry before the current one, or null at the oldest. What was typed so far is kept for the way back.</summary>
    public string? Older(string current)
    {
        if (_position == 0)
        {
            return null;
        }

        if (_position == _entries.Count)
        {
            _draft = current;
        }

        return _entries[--_position];
    }

    public string? Newer()
    {
        if (_position == _entries.Count)
        {
            return null;
        }

        _position++;
        return _position == _entries.Count ? _draft : _entries[_position];
    }
}
