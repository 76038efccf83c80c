using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>One series of an answer: its labels and its samples. Reused from one series to the next.</summary>
internal sealed class SampleSeries
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private double[] _times = new double[64];
    private double[] _values = new double[64];

    /// <summary>The labels; empty for a scalar.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>How many samples there are.</summary>
    public int Count { get; private set; }

    /// <summary>Times in seconds since 1970, UTC.</summary>
    public ReadOnlySpan<double> Times => new(_times, 0, Count);

    /// <summary>Values; NaN where there is no number.</summary>
    public ReadOnlySpan<double> Values => new(_values, 0, Count);

    /// <summary>A label's value; empty when it has none, as PromQL has it.</summary>
    public string Label(string name) => _labels.TryGetValue(name, out var value) ? value : "";

    /// <summary>A number for the set of labels, in whatever order they came. Equal sets have one, and different ones hardly ever.</summary>
    public ulong LabelHash { get; private set; }

    public void Clear()
    {
        _labels.Clear();
        LabelHash = 0;
        Count = 0;
    }

    /// <summary>Adds a label; false when it is there already.</summary>
    public bool AddLabel(string name, string value)
    {
        var before = _labels.Count;
        _labels[name] = value;
        unchecked
        {
            LabelHash += Mix(Hash(Hash(0xcbf29ce484222325, name) ^ 0xff, value));
        }

        return _labels.Count > before;
    }

    // FNV-1a over four characters at a time: one step a character is a third of the time for an answer of many short series. A step's
    // product reaches upwards only, so its upper half is folded into the lower one. Source: G. Fowler, L. C. Noll, K.-P. Vo, RFC 9923.
    private static ulong Hash(ulong start, string text)
    {
        unchecked
        {
            var words = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
            foreach (var word in words)
                start = Fold((start ^ word) * 0x100000001b3);
            for (var i = words.Length * 4; i < text.Length; i++)
                start = Fold((start ^ text[i]) * 0x100000001b3);
            return start ^ (ulong)text.Length;
        }
    }

    private static ulong Fold(ulong product) => product ^ (product >> 29);

    // The last steps of MurmurHash3, so that sums of labels that are nearly alike differ. Source: A. Appleby, MurmurHash3, fmix64.
    private static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
            return hash ^ (hash >> 33);
        }
    }

    public void AddSample(double time, double value)
    {
        if (Count == _times.Length)
        {
            Array.Resize(ref _times, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        _times[Count] = time;
        _values[Count++] = value;
    }
}

/// <summary>Takes the series of an answer, one after the other. What a try that failed has given is thrown away with its sink.</summary>
internal interface ISeriesSink
{
    /// <summary>Takes a series; it is reused for the next one, so nothing of it may be kept.</summary>
    void Add(SampleSeries series);
}

/// <summary>Label names that were met before: every series has the same few, and a text for each would be most of the work.</summary>
internal sealed class LabelNameCache
{
    private const int Most = 16;

    private readonly string[] _known = new string[Most];
    private int _count;
    private int _next;

    public string Read(ref Utf8JsonReader reader)
    {
        // Series have their labels in one order, so the next name is nearly always the one after the last.
        for (var i = 0; i < _count; i++)
        {
            var place = (_next + i) % _count;
            if (!reader.ValueTextEquals(_known[place]))
                continue;
            _next = place + 1;
            return _known[place];
        }

        var name = reader.GetString()!;
        if (_count < Most)
            _known[_count++] = name;
        return name;
    }
}
