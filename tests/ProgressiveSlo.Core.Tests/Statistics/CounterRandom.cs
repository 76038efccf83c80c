using System;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// A random generator without a state: each number belongs to a seed, a stream, a position and a draw, so that any order, any number of
/// threads and any runtime give the same ones. Two rounds of SplitMix64's finaliser (Steele, Lea and Flood 2014).
/// </summary>
internal readonly struct CounterRandom(ulong seed, int stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _key = Mix(Mix(seed + Golden) ^ ((uint)stream * Golden));

    /// <summary>From 0 to below 1.</summary>
    public double Uniform(int position, int draw) =>
        (Mix(_key + (((ulong)(uint)position << 3 | (uint)draw) * Golden)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// How many of some independent events happen: by inversion where few are expected, otherwise a normal number with the correction of
    /// Cornish and Fisher (1938) for skewness, which is right to a small part of one event. It takes two draws from
    /// <paramref name="draw"/> on.
    /// </summary>
    public long Binomial(int position, int draw, long events, double probability)
    {
        if (probability >= 1)
            return events;
        var mean = events * probability;
        if (mean < 64)
        {
            var rest = Uniform(position, draw);
            var odds = probability / (1 - probability);
            var mass = Math.Exp(events * Math.Log(1 - probability));
            var count = 0L;
            for (; rest > mass && count < events; count++)
            {
                rest -= mass;
                mass *= odds * (events - count) / (count + 1);
            }

            return count;
        }

        var deviation = Math.Sqrt(mean * (1 - probability));
        var normal = Math.Sqrt(-2 * Math.Log(1 - Uniform(position, draw))) * Math.Cos(2 * Math.PI * Uniform(position, draw + 1));
        var skewed = normal + (((normal * normal) - 1) * (1 - (2 * probability)) / (6 * deviation));
        return Math.Clamp((long)Math.Round(mean + (deviation * skewed)), 0, events);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
