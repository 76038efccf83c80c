using System.Text;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>
/// A digest of evidence for the audit trail: SHA-256 over one line for each value, <c>name=value</c>, LF, UTF-8, in the order below;
/// values that are not known are empty; the start of latencies, latencies of days, and warnings stand there only where there are some.
/// Hours are not among them: the gate judges none, and days are their sums. The same measurements give the same digest on every machine.
/// </summary>
internal static class EvidenceDigester
{
    /// <summary>The digest, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public static string Compute(SloEvidence evidence)
    {
        var text = new StringBuilder();
        Add(text, "service", evidence.Service);
        Add(text, "from", Time(evidence.From));
        Add(text, "to", Time(evidence.To));
        Add(text, "availability", Number(evidence.Availability));
        Add(text, "latencyP95", Number(evidence.LatencyP95));
        Add(text, "latencyP99", Number(evidence.LatencyP99));
        if (evidence.LatencyFrom is { } from)
            Add(text, "latencyFrom", Time(from));
        if (evidence.LatencyUnit is { } unit)
            Add(text, "latencyUnit", unit);
        Add(text, "availabilityStdDev", Number(evidence.AvailabilityStdDev));
        Add(text, "incidentsLast30d", Whole(evidence.IncidentsLast30d));
        Add(text, "goodEvents", Whole(evidence.GoodEvents));
        Add(text, "totalEvents", Whole(evidence.TotalEvents));
        Add(text, "coverage", Number(evidence.Coverage));
        foreach (var day in evidence.Days)
            Add(
                text,
                "day",
                $"{UtcTime.DateText(day.Date)} {Whole(day.GoodEvents)} {Whole(day.TotalEvents)} "
                    + Number(day.Coverage)
                    + (day is { LatencyP95: null, LatencyP99: null } ? "" : $" {Number(day.LatencyP95)} {Number(day.LatencyP99)}")
            );
        foreach (var cut in evidence.Exclusions)
            Add(text, "exclusion", $"{Time(cut.From)} {Time(cut.To)} {Whole(cut.GoodEvents)} {Whole(cut.TotalEvents)} {cut.Reason}");
        foreach (var warning in evidence.Warnings)
            Add(text, "warning", warning);
        if (evidence.Partial)
            Add(text, "partial", "true");
        return "sha256:" + Digest.Hex(text.ToString());
    }

    private static void Add(StringBuilder text, string name, string? value) => text.Append(name).Append('=').Append(value).Append('\n');

    private static string Time(DateTime? time) => time is { } at ? UtcTime.Text(at) : "";

    private static string Number(double? number) => number is { } value ? NumberText.Plain(value) : "";

    private static string Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
