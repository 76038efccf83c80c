using System;
using System.Linq;
using System.Threading.Tasks;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>How the errors of a simulated service come.</summary>
/// <param name="StartShare">The share of days on which an incident begins; 0 for independent errors.</param>
/// <param name="Days">Days of an incident; those that overlap are one.</param>
/// <param name="Times">The error ratio of an incident day over that of any other.</param>
internal sealed record ErrorPattern(double StartShare, int Days, double Times)
{
    public static ErrorPattern Independent { get; } = new(0, 1, 1);

    public static ErrorPattern ThreeAMonth { get; } = new(3.0 / 30, 1, 20);

    public static ErrorPattern OneAMonth { get; } = new(1.0 / 30, 1, 100);

    public static ErrorPattern Runs { get; } = new(0.1 / 3 / (1 - (0.1 * 2 / 3)), 3, 20);

    /// <summary>The share of all days that have an incident, in the long run.</summary>
    public double IncidentShare => 1 - Math.Pow(1 - StartShare, Days);
}

/// <summary>Services whose long-run error ratio is known, and when a gate that is asked every day lets them pass.</summary>
/// <param name="Pattern">How errors come.</param>
/// <param name="ErrorRatio">Of the long run; the truth that the gate does not know.</param>
/// <param name="EventsPerDay">In the mean; a day has between 0.9 and 1.1 of it.</param>
/// <param name="Seed">Other seeds are other services.</param>
internal sealed record SimulatedServices(ErrorPattern Pattern, double ErrorRatio, int EventsPerDay, ulong Seed)
{
    /// <summary>
    /// For each threshold and service, the first day on which a gate's answer is at least the threshold, counted from 1, or
    /// <see cref="int.MaxValue"/>. The gate sees the record from the first day to the day that it is asked, each day from the planned one
    /// to the last, as long as a threshold is open.
    /// </summary>
    /// <param name="services">How many.</param>
    /// <param name="plannedDays">The first day that the gate is asked.</param>
    /// <param name="lastDay">The last one.</param>
    /// <param name="thresholds">In rising order.</param>
    /// <param name="gate">The logarithm of a strength, or NaN for never; keeps no state, since services run side by side.</param>
    public int[][] FirstPasses(int services, int plannedDays, int lastDay, double[] thresholds, Func<ArraySegment<DayCount>, double> gate)
    {
        var first = thresholds.Select(_ => Enumerable.Repeat(int.MaxValue, services).ToArray()).ToArray();
        Parallel.For(
            0,
            services,
            service =>
            {
                var days = Days(service, lastDay);
                var open = 0;
                for (var day = plannedDays; day <= lastDay && open < thresholds.Length; day++)
                {
                    var strength = gate(new ArraySegment<DayCount>(days, 0, day));
                    while (open < thresholds.Length && strength >= thresholds[open])
                        first[open++][service] = day;
                }
            }
        );
        return first;
    }

    /// <summary>The days of one service.</summary>
    public DayCount[] Days(int service, int days)
    {
        var random = new CounterRandom(Seed, service);
        var share = Pattern.IncidentShare;
        var quiet = ErrorRatio / (1 - share + (share * Pattern.Times));
        var result = new DayCount[days];
        for (var day = 0; day < days; day++)
        {
            var total = (long)Math.Round(EventsPerDay * (0.9 + (0.2 * random.Uniform(day, 0))));
            var incident = false;
            for (var start = day - Pattern.Days + 1; start <= day; start++)
                incident |= random.Uniform(start, 1) < Pattern.StartShare;
            result[day] = new DayCount(random.Binomial(day, 2, total, Math.Min(1, incident ? quiet * Pattern.Times : quiet)), total);
        }

        return result;
    }
}
