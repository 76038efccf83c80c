using System;

namespace ProgressiveSlo.PromQL;

/// <summary>An open group of a regular expression: finished alternatives, the alternative being read, and its last piece.</summary>
internal sealed class RegexGroup
{
    private const int _manyRepeats = 1_000_000;

    private RegexPart _alternatives;
    private bool _hasAlternatives;
    private RegexPart _before = new(true);
    private RegexPart _last;
    private int _count;

    public bool IsCapture { get; init; }

    public int RepeatsOfLast => _last.Repeats;

    public void Add(RegexPart part)
    {
        FoldLast();
        _last = part;
        _count++;
    }

    /// <summary>Repeats the last piece.</summary>
    /// <returns>False when there is none.</returns>
    public bool Repeat(int least, int most, bool isCounted, int mostHeight)
    {
        if (_count == 0)
            return false;
        var factor = most < 0 ? least : most;
        var inner = _last.Wrapped(mostHeight);

        // x{0} is valid whatever x is.
        var repeats = !isCounted ? inner.Repeats : most == 0 ? 1 : Math.Min(_manyRepeats, inner.Repeats * Math.Max(1, factor));
        _last = new RegexPart(least == 0 || inner.MatchesEmpty, inner.Height, repeats);
        return true;
    }

    public void Alternate()
    {
        var alternative = CloseAlternative();
        _alternatives = _hasAlternatives ? _alternatives.Beside(alternative, _alternatives.MatchesEmpty || alternative.MatchesEmpty) : alternative;
        _hasAlternatives = true;
        _before = new RegexPart(true);
        _count = 0;
    }

    public RegexPart Close(int mostHeight)
    {
        if (!_hasAlternatives)
            return CloseAlternative();
        Alternate();
        return _alternatives.Wrapped(mostHeight);
    }

    private RegexPart CloseAlternative()
    {
        FoldLast();
        return _count > 1 ? _before.Wrapped(int.MaxValue) : _before;
    }

    private void FoldLast()
    {
        if (_count > 0)
            _before = _before.Beside(_last, _before.MatchesEmpty && _last.MatchesEmpty);
    }
}
