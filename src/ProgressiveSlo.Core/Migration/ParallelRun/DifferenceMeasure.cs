using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Measures how two SLIs differ: plain means, the largest difference, and the times in which it is all along above a limit.</summary>
internal static class DifferenceMeasure
{
    private const int MostSpans = 5;

    public static SliDifference? Of(SliGrid manual, SliGrid automated, SlotCounts counts, ParallelRunSubject subject, double limit)
    {
        if (counts.Compared == 0)
            return null;
        double sum = 0, absolute = 0, max = -1;
        var at = 0;
        var spans = new List<(int From, int To, double Weight)>();
        (int From, double Weight)? open = null;
        for (var i = 0; i <= counts.IsCompared.Length; i++)
        {
            var difference = i < counts.IsCompared.Length && counts.IsCompared[i] ? automated.Ratios[i] - manual.Ratios[i] : 0;
            var size = Math.Abs(difference);
            if (i < counts.IsCompared.Length && counts.IsCompared[i])
            {
                sum += difference;
                absolute += size;
                if (size > max)
                    (max, at) = (size, i);
            }

            if (size > limit)
            {
                open = (open?.From ?? i, (open?.Weight ?? 0) + size);
            }
            else if (open is { } span)
            {
                spans.Add((span.From, i, span.Weight));
                open = null;
            }
        }

        return new SliDifference
        {
            Mean = sum / counts.Compared,
            MeanAbsolute = absolute / counts.Compared,
            Max = automated.Ratios[at] - manual.Ratios[at],
            MaxAt = Time(at),
            MaxManual = manual.Ratios[at],
            MaxAutomated = automated.Ratios[at],
            Worst = [.. spans.OrderByDescending(s => s.Weight).ThenBy(s => s.From).Take(MostSpans).Select(s => new SliSpan(Time(s.From), Time(s.To), Mean(manual, s.From, s.To), Mean(automated, s.From, s.To)))],
        };

        DateTime Time(int slot) => subject.From.AddTicks(slot * subject.Step.Ticks);
    }

    private static double Mean(SliGrid side, int from, int to)
    {
        double sum = 0;
        for (var i = from; i < to; i++)
            sum += side.Ratios[i];
        return sum / (to - from);
    }
}
