namespace ProgressiveSlo.Statistics;

/// <summary>
/// Random numbers that are the same for the same seed on every runtime, which those of System.Random are not. Source: Blackman and Vigna
/// (2021), xoshiro256**, ACM Transactions on Mathematical Software 47; its state is filled by SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">Any number.</param>
    /// <param name="stream">Which of the sequences of this seed: those of two streams have nothing to do with each other.</param>
    public SeededRandom(long seed, ulong stream = 0)
    {
        var state = Mix(unchecked((ulong)seed)) ^ stream;
        _a = Split(ref state);
        _b = Split(ref state);
        _c = Split(ref state);
        _d = Split(ref state);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = Rotate(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = Rotate(_d, 45);
            return result;
        }
    }

    /// <summary>A number from 0 to below 1, with 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below a limit; of 32 bits, as likely as the others to 1 in 2³² / limit.</summary>
    /// <param name="limit">1 or more.</param>
    public int Next(int limit) => Scale(Next() >> 32, limit);

    /// <summary>32 random bits as a whole number from 0 to below a limit.</summary>
    public static int Scale(ulong bits, int limit) => (int)((bits * (ulong)limit) >> 32);

    /// <summary>A number that stands for a text, the same on every runtime: FNV-1a.</summary>
    public static ulong StreamOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }

    private static ulong Mix(ulong value) => Split(ref value);

    private static ulong Split(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
