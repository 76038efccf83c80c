namespace ProgressiveSlo.Statistics;

/// <summary>
/// Days to come, drawn from days that were: the stationary bootstrap (Politis and Romano 1994, Journal of the American Statistical
/// Association 89), with blocks of a week on average, so that incidents over several days stay whole. A block begins on a day of the same
/// weekday, so that each day to come is one of its own weekday.
/// </summary>
/// <remarks>
/// Each path first draws a record of the same length from the days, and then its future from that: the days are one sample of how the
/// service behaves, and a future drawn from the days themselves would be too certain of it (Harris 1989, Biometrika 76). Each day of a
/// weekday is drawn as often as the others of it; where the days are no whole weeks, what has no neighbour is reached as often, too.
/// </remarks>
internal sealed class DayBootstrap
{
    private const int Week = 7;

    // One block in seven ends each day: a week on average.
    private const ulong JumpBelow = (1UL << 32) / Week;

    private readonly bool[] _known;
    private readonly int _period;
    private readonly int[][] _substitutes;
    private readonly int[] _record;

    /// <param name="known">Of each calendar day in order, whether it is known what happened; the first and the last are.</param>
    public DayBootstrap(bool[] known)
    {
        _known = known;
        _record = new int[known.Length];

        // With fewer than two of each weekday nothing would be left to chance.
        _period = known.Length < 2 * Week ? 1 : Week;
        var all = Enumerable.Range(0, known.Length).Where(i => known[i]).ToArray();
        _substitutes =
        [
            .. Enumerable.Range(0, _period).Select(w => all.Where(i => i % _period == w).ToArray() is { Length: > 0 } of ? of : all),
        ];
    }

    /// <summary>Draws a path.</summary>
    /// <param name="random">Tells which.</param>
    /// <param name="first">Days from the first known day to the first day of the path, which says its weekday.</param>
    /// <param name="path">Is filled with places of known days.</param>
    public void Draw(SeededRandom random, int first, int[] path)
    {
        var place = Start(random, 0);
        for (var i = 0; i < _record.Length; i++)
        {
            _record[i] = _known[place] ? place : Substitute(random, i);
            place = Next(random, place);
        }

        place = Start(random, first % _period);
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = _record[place];
            place = Next(random, place);
        }
    }

    private int Next(SeededRandom random, int place)
    {
        var bits = random.Next();
        var weekday = (place + 1) % _period;
        if (bits >> 32 < JumpBelow)
            return Place(bits & uint.MaxValue, weekday);
        if (place + 1 == _known.Length)
            return weekday == 0 ? 0 : Place(bits & uint.MaxValue, weekday);

        // The first day follows on none, so it takes its share of those before the first weekday.
        return weekday == 0 && _known.Length % _period != 0 && SeededRandom.Scale(bits & uint.MaxValue, Count(0)) == 0 ? 0 : place + 1;
    }

    private int Start(SeededRandom random, int weekday) => Place(random.Next() >> 32, weekday);

    private int Place(ulong bits, int weekday) => weekday + (_period * SeededRandom.Scale(bits, Count(weekday)));

    private int Count(int weekday) => (_known.Length - weekday + _period - 1) / _period;

    private int Substitute(SeededRandom random, int place)
    {
        var days = _substitutes[place % _period];
        return days[random.Next(days.Length)];
    }
}
