using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>
/// The cells of a record that hold more than a number: times at which incidents began (<c>09:20 13:45</c>, or <c>none</c>), buckets of
/// latency (<c>100=950 500=999 Inf=1000</c>), and excluded intervals (JSON).
/// </summary>
internal static class KeptCells
{
    public const string IncidentsFix = "Write the times of day (UTC) at which incidents began, '09:20 13:45', 'none', or nothing";
    public const string BucketsFix =
        "Write the requests up to each bound in milliseconds, bounds rising, '100=950 500=999 Inf=1000', or nothing";
    public const string ExclusionsFix = "Write a JSON list of objects with from, to, reason, good and total, or nothing";

    private const string NoIncident = "none";
    private const string Infinite = "Inf";

    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Incidents as text; nothing where they are not known.</summary>
    public static string Incidents(IReadOnlyList<TimeSpan>? starts) =>
        starts is null ? ""
        : starts.Count == 0 ? NoIncident
        : string.Join(" ", starts.Select(s => s.ToString("hh\\:mm", CultureInfo.InvariantCulture)));

    /// <summary>Buckets as text.</summary>
    public static string Buckets(IReadOnlyList<LatencyBucket> buckets) =>
        string.Join(
            " ",
            buckets.Select(b => (double.IsInfinity(b.UpTo) ? Infinite : NumberText.Plain(b.UpTo)) + "=" + NumberText.Plain(b.Count))
        );

    /// <summary>Excluded intervals as text.</summary>
    public static string Exclusions(IReadOnlyList<EvidenceExclusion> exclusions)
    {
        if (exclusions.Count == 0)
            return "";
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _json))
        {
            json.WriteStartArray();
            foreach (var cut in exclusions)
            {
                json.WriteStartObject();
                json.WriteString("from", TimeText(cut.From));
                json.WriteString("to", TimeText(cut.To));
                json.WriteString("reason", cut.Reason);
                json.WriteNumber("good", cut.GoodEvents);
                json.WriteNumber("total", cut.TotalEvents);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static bool TryIncidents(string text, out IReadOnlyList<TimeSpan>? starts)
    {
        var found = new List<TimeSpan>();
        starts = found;
        if (text == NoIncident)
            return true;
        foreach (var part in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TimeSpan.TryParseExact(part, "hh\\:mm", CultureInfo.InvariantCulture, out var start))
                return false;
            found.Add(start);
        }

        return true;
    }

    public static bool TryBuckets(string text, out IReadOnlyList<LatencyBucket> buckets)
    {
        var found = new List<LatencyBucket>();
        buckets = found;
        foreach (var part in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            if (
                at < 0
                || !TryBound(part.Substring(0, at), out var bound)
                || !long.TryParse(part.Substring(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > CellNumber.Most
                || (found.Count > 0 && bound <= found[found.Count - 1].UpTo)
            )
                return false;
            found.Add(new LatencyBucket(bound, count));
        }

        return true;
    }

    public static bool TryExclusions(string text, out IReadOnlyList<EvidenceExclusion> exclusions)
    {
        exclusions = [];
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            exclusions = json.RootElement.EnumerateArray().Select(Exclusion).ToArray();
            return exclusions.All(e =>
                e.From < e.To && !PrintableText.IsBlank(e.Reason) && e.GoodEvents >= 0 && e.GoodEvents <= e.TotalEvents
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static EvidenceExclusion Exclusion(JsonElement element) =>
        new(Time(element, "from"), Time(element, "to"), element.GetProperty("reason").GetString() ?? "")
        {
            GoodEvents = element.GetProperty("good").GetInt64(),
            TotalEvents = element.GetProperty("total").GetInt64(),
        };

    // With parts of seconds where there are some, so that the interval is the same when it is read.
    private static string TimeText(DateTime time) =>
        UtcTime.From(time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTime Time(JsonElement element, string name) =>
        UtcTime.TryParse(element.GetProperty(name).GetString() ?? "", out var time) ? time : throw new FormatException();

    private static bool TryBound(string text, out double bound)
    {
        bound = double.PositiveInfinity;
        return text == Infinite
            || (
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound)
                && !double.IsNaN(bound)
                && !double.IsInfinity(bound)
            );
    }
}
