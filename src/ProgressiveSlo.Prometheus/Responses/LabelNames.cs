using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>Label names that were met before: every series has the same few, and a text for each would be most of the work.</summary>
internal sealed class LabelNames
{
    private const int Most = 16;

    private readonly string[] _known = new string[Most];
    private int _count;
    private int _next;

    public string Of(ref Utf8JsonReader reader)
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
