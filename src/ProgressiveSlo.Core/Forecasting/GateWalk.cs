using ProgressiveSlo.Objectives;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Forecasting;

/// <summary>
/// A record that grows day by day, and whether the gate is open at the end of each: running sums of all that the checks need. A test
/// compares it with the gate.
/// </summary>
internal sealed class GateWalk
{
    private const int Lags = 6;

    // Doubles decide where they are clearly right; what is nearer is compared exactly.
    private const double Near = 1e-9;

    private readonly GateThresholds _rules;
    private readonly DayTimeline _days;
    private readonly double[] _badBad = new double[Lags + 1];
    private readonly double[] _badAll = new double[Lags + 1];
    private readonly double[] _allAll = new double[Lags + 1];
    private int _start;
    private int _length;
    private int _traffic;
    private int _streak;
    private long _bad;
    private long _total;
    private long _windowBad;
    private long _windowTotal;
    private double _ratios;
    private double _squares;
    private (int Known95, int Slow95, int Known99, int Slow99) _slow;

    /// <param name="rules">The gate.</param>
    /// <param name="days">The days, past ones and those of the path.</param>
    public GateWalk(GateThresholds rules, DayTimeline days) => (_rules, _days) = (rules, days);

    /// <summary>Begins an empty record.</summary>
    /// <param name="start">Place of its first day.</param>
    public void Begin(int start)
    {
        Array.Clear(_badBad, 0, _badBad.Length);
        Array.Clear(_badAll, 0, _badAll.Length);
        Array.Clear(_allAll, 0, _allAll.Length);
        _start = start;
        (_length, _traffic, _streak) = (0, 0, 0);
        (_bad, _total, _windowBad, _windowTotal) = (0, 0, 0, 0);
        (_ratios, _squares, _slow) = (0, 0, default);
    }

    /// <summary>Takes the state of another walk through the same gate.</summary>
    public void CopyFrom(GateWalk other)
    {
        Array.Copy(other._badBad, _badBad, _badBad.Length);
        Array.Copy(other._badAll, _badAll, _badAll.Length);
        Array.Copy(other._allAll, _allAll, _allAll.Length);
        _start = other._start;
        (_length, _traffic, _streak) = (other._length, other._traffic, other._streak);
        (_bad, _total, _windowBad, _windowTotal) = (other._bad, other._total, other._windowBad, other._windowTotal);
        (_ratios, _squares, _slow) = (other._ratios, other._squares, other._slow);
    }

    /// <summary>Adds the next day of the timeline.</summary>
    public void Add()
    {
        var at = _start + _length;
        _length++;
        var (bad, total) = (_days.Bad[at], _days.Total[at]);
        _bad += bad;
        _total += total;
        if (total > 0)
            AddTraffic(at, bad, total);
        AddWindow(at, bad, total);
    }

    /// <summary>Whether the gate is open at the end of the last day.</summary>
    public bool IsOpen()
    {
        var rules = _rules;
        if (_length < rules.Days || _streak < rules.Consecutive)
            return false;
        return (!rules.NeedsAvailability || (_total > 0 && !IsAbove(_bad, _total)))
            && !IsForbidden()
            && IsStable()
            && IsCovered()
            && IsFast()
            && IsDemonstrated()
            && (!rules.NeedsGate || ReadinessGate.IsOpen(rules.Context, Record()));
    }

    private void AddTraffic(int at, long bad, long total)
    {
        double b = bad,
            n = total;
        _traffic++;
        var ratio = b / n;
        _ratios += ratio;
        _squares += ratio * ratio;
        _badBad[0] += b * b;
        _badAll[0] += b * n;
        _allAll[0] += n * n;
        var lags = Math.Min(Lags, _length - 1);
        for (var lag = 1; lag <= lags; lag++)
        {
            double b2 = _days.Bad[at - lag],
                n2 = _days.Total[at - lag];
            _badBad[lag] += b * b2;
            _badAll[lag] += (b * n2) + (n * b2);
            _allAll[lag] += n * n2;
        }

        if (!_rules.NeedsGate)
            return;
        if (_days.P95[at] is { } p95)
        {
            _slow.Known95++;
            _slow.Slow95 += p95 > _rules.Slow.P95 ? 1 : 0;
        }

        if (_days.P99[at] is { } p99)
        {
            _slow.Known99++;
            _slow.Slow99 += p99 > _rules.Slow.P99 ? 1 : 0;
        }
    }

    // As WindowStreak has it from the other end: a day without traffic neither counts nor breaks, one without data breaks.
    private void AddWindow(int at, long bad, long total)
    {
        _windowBad += bad;
        _windowTotal += total;
        if (_length > _rules.Window)
        {
            _windowBad -= _days.Bad[at - _rules.Window];
            _windowTotal -= _days.Total[at - _rules.Window];
        }

        if (_length < _rules.Window)
            return;
        if (_days.HasNoData[at])
            _streak = 0;
        else if (total > 0)
            _streak = IsAbove(_windowBad, _windowTotal) ? 0 : _streak + 1;
    }

    private bool IsAbove(long bad, long total)
    {
        var allowed = _rules.Budget * total;
        var difference = bad - allowed;
        return Math.Abs(difference) > Near * (1 + allowed) ? difference > 0 : BurnRateComparison.IsAbove(bad, total, 1m, _rules.Target);
    }

    private bool IsForbidden()
    {
        if (_rules.ForbiddenFrom is not { } from || _windowTotal == 0)
            return false;
        var limit = (double)from * _rules.Budget * _windowTotal;
        var difference = _windowBad - limit;
        return Math.Abs(difference) > Near * (1 + limit)
            ? difference > 0
            : ErrorBudgetArithmetic.BurnRate((decimal)_windowBad / _windowTotal, _rules.Target) >= from;
    }

    private bool IsStable()
    {
        if (_rules.MostDeviation is not { } most)
            return true;
        if (_traffic < 2)
            return !_rules.NeedsTwoDays;
        var mean = _ratios / _traffic;
        return Math.Sqrt(Math.Max(0, (_squares / _traffic) - (mean * mean))) <= most;
    }

    // Necessary, with a little room for rounding: where there are gaps the gate has the last word.
    private bool IsCovered()
    {
        var (missing, excluded) = _rules.Gaps;
        if (missing <= 0 && excluded <= 0)
            return true;
        var expected = _length - excluded;
        if (excluded > (_rules.MostExcluded + Near) * _length || expected - missing < (_rules.LeastCoverage - Near) * expected)
            return false;
        var share = missing / expected;
        var ratio = _total > 0 ? (double)_bad / _total : 0;
        return _rules.LeastCoverage <= 0 || ratio > _rules.Budget || (ratio * (1 - share)) + share <= _rules.Budget + Near;
    }

    // Likewise: the gate has the last word on latency.
    private bool IsFast()
    {
        var most = _rules.Slow.Most * _traffic;
        return _slow.Slow95 <= most && _slow.Slow99 <= most;
    }

    // EffectiveSample.Of, from running sums.
    private bool IsDemonstrated()
    {
        if (_rules.Strength is not { } strength)
            return true;
        if (_traffic < EvidenceStrengthCheck.FewestDays || _total < 2 || _bad >= _total * _rules.Budget)
            return false;
        double total = _total,
            ratio = (double)_bad / _total;
        var shrink = _rules.Tables.Quantile95(total - 1) / _rules.Tables.Quantile95(_traffic - 1);
        var effective = total * Math.Min(1, shrink * shrink);
        if (_bad > 0)
            effective /= Variance(ratio) / (ratio * ((total - _bad) / total) / total);
        effective = Math.Min(effective, total);
        if (_rules.Trials is { } trials)
            effective = Math.Min(effective, _traffic * trials);
        return strength.Reaches(ratio * effective, effective);
    }

    private double Variance(double ratio)
    {
        var squares = Math.Max(0, Products(0, ratio));
        var sum = squares;
        var lags = Math.Min(Lags, _length - 1);
        for (var lag = 1; lag <= lags; lag++)
            sum += 2 * (1 - ((double)lag / (lags + 1))) * Products(lag, ratio);
        return Math.Max(squares, sum) / _total / _total * _traffic / (_traffic - 1);
    }

    // Σ (bᵢ − p nᵢ)(bⱼ − p nⱼ) of days that are so far apart.
    private double Products(int lag, double ratio) =>
        _badBad[lag] - (ratio * _badAll[lag] * (lag == 0 ? 2 : 1)) + (ratio * ratio * _allAll[lag]);

    private GateRecord Record()
    {
        var own = _rules.Context.Record!;
        return own.With(_days.Days(_start + own.Length, _length - own.Length));
    }
}
