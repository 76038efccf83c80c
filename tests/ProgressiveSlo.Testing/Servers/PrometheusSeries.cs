using System.Text.Json;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>A series of a query's result.</summary>
public sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(DateTime Time, double Value)> Points)
{
    public static PrometheusSeries Read(JsonElement series, string values)
    {
        var labels = series.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);
        var points = series.GetProperty(values);
        return new PrometheusSeries(labels, values == "value" ? [Point(points)] : [.. points.EnumerateArray().Select(Point)]);
    }

    private static (DateTime Time, double Value) Point(JsonElement pair) =>
        (DateTime.UnixEpoch.AddSeconds(pair[0].GetDouble()), Number(pair[1].GetString()!));

    private static double Number(string text) =>
        text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
