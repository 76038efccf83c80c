using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>Reads the bounds of an exporter's buckets, in seconds.</summary>
internal static class LatencyBounds
{
    private const string Key = "latencyBounds";

    public static IReadOnlyList<decimal> Read(MapReader map, ProblemList problems)
    {
        var bounds = new List<decimal>();
        foreach (var (node, field) in map.Items(Key, required: false))
        {
            var text = (node as YamlScalar)?.Value ?? "";
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bound) || bound <= 0)
                problems.Add(node, field, $"'{ServiceName.Printable(text)}' is not a bound of a bucket", "Write seconds, more than zero, for example 0.25; leave +Inf out");
            else if (bounds.Count > 0 && bound <= bounds[bounds.Count - 1])
                problems.Add(node, field, $"'{ServiceName.Printable(text)}' is not above the bound ahead of it", "Write the bounds in rising order");
            else
                bounds.Add(bound);
        }

        if (bounds.Count > 0 && !map.Has(TemplateBody.Latency))
            map.Problem(map.NodeOf(Key), Key, "There are bounds of a histogram, and no latency", "Add the key latency, or remove this one");
        return bounds;
    }
}
