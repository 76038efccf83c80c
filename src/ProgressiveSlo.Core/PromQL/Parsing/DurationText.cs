using System;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Durations as Prometheus reads them in expressions: y, w, d, h, m, s, ms, each at most once and from large to small. Unlike
/// <see cref="Objectives.PrometheusDuration"/>, they may be as long as Prometheus can count, about 292 years.
/// </summary>
internal static class DurationText
{
    public const string Expected = "Write a duration such as 5m, 1h30m or 30d: y, w, d, h, m, s and ms from large to small";

    // Prometheus counts nanoseconds in 64 bits.
    private const long _longest = long.MaxValue / 1_000_000;

    private static readonly long[] _milliseconds = [365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1];

    public static TimeSpan Parse(string text, int start, int end)
    {
        long total = 0;
        var unitFrom = 0;
        for (var i = start; i < end;)
        {
            long number = 0;
            var digits = i;
            for (; i < end && CharKinds.IsDigit(text[i]); i++)
            {
                // Any number over the limit will do; it must only not overflow here.
                if (number <= _longest)
                    number = (number * 10) + (text[i] - '0');
            }

            var unit = i == digits ? -1 : ReadUnit(text, end, ref i);
            if (unit < unitFrom)
                throw Failure(text, start, end, "is no duration");
            if (number > (_longest - total) / _milliseconds[unit])
                throw Failure(text, start, end, "is longer than Prometheus can count");
            total += number * _milliseconds[unit];
            unitFrom = unit + 1;
        }

        if (total == 0)
            throw Failure(text, start, end, "is no time at all");
        return TimeSpan.FromTicks(total * TimeSpan.TicksPerMillisecond);
    }

    private static int ReadUnit(string text, int end, ref int position)
    {
        if (position == end)
            return -1;
        var letter = text[position++];
        if (letter == 'm' && position < end && text[position] == 's')
        {
            position++;
            return 6;
        }

        return "ywdhms".IndexOf(letter);
    }

    private static ParseFailure Failure(string text, int start, int end, string problem) =>
        new(start, $"'{text.Substring(start, end - start)}' {problem}", Expected);
}
