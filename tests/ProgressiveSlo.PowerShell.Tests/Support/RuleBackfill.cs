using ProgressiveSlo.Testing.Servers;

namespace ProgressiveSlo.PowerShell.Tests.Support;

/// <summary>
/// Two weeks of what rules would have left in a Prometheus: their expressions are asked for, and the answers stored with their labels. The
/// tool that backfills rules takes minutes for it, and knows no alerts.
/// </summary>
/// <param name="prometheus">The server, which has the samples that the rules read.</param>
/// <param name="start">Start of the two weeks.</param>
/// <param name="step">How often the rules are evaluated.</param>
internal sealed class RuleBackfill(PrometheusServer prometheus, DateTime start, TimeSpan step)
{
    private const int Weeks = 2;

    /// <summary>Records the rules of these names.</summary>
    /// <param name="groups">Rule groups in YAML, as the manifests and the tests write them.</param>
    /// <param name="names">Names of recorded series, none of which reads another.</param>
    public void Record(IReadOnlyList<string> groups, params string[] names) =>
        Load(
            groups
                .SelectMany(LaidOutRule.Read)
                .Where(r => r.Record is not null && names.Contains(r.Record))
                .Select(r => ($"{r.Record}{{{r.Labels}}}", History(r.Expression)))
        );

    /// <summary>Fires the alerts, from when their condition has held for as long as they wait.</summary>
    /// <param name="groups">Rule groups; what their alerts read has been recorded.</param>
    public void Fire(IReadOnlyList<string> groups) =>
        Load(
            groups
                .SelectMany(LaidOutRule.Read)
                .Where(r => r.Alert is not null)
                .Select(r => ($"ALERTS{{alertname=\"{r.Alert}\",alertstate=\"firing\",{r.Labels}}}", Firing(History(r.Expression), r.For)))
        );

    private void Load(IEnumerable<(string Name, IEnumerable<(DateTime Time, double Value)> Points)> series)
    {
        var stored = series
            .GroupBy(s => s.Name, s => s.Points)
            .Select(s => (Name: s.Key, Points: s.SelectMany(p => p).ToArray()))
            .ToArray();
        prometheus.Load(writer =>
        {
            foreach (var (name, points) in stored)
            {
                foreach (var point in points)
                    writer.Write(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name} {(double.IsNaN(point.Value) ? "NaN" : point.Value.ToString("R", CultureInfo.InvariantCulture))} "
                                + $"{new DateTimeOffset(point.Time).ToUnixTimeSeconds()}\n"
                        )
                    );
            }

            writer.Write("# EOF\n");
        });
    }

    // In halves: a range of more than 11,000 points is refused.
    private IEnumerable<(DateTime Time, double Value)> History(string expression)
    {
        for (var week = 0; week < Weeks; week++)
        {
            var from = start.AddDays(7 * week);
            var to = from.AddDays(7) - (week < Weeks - 1 ? step : TimeSpan.Zero);
            foreach (var point in prometheus.Over(expression, from, to, step).SelectMany(s => s.Points))
                yield return (point.Time, point.Value);
        }
    }

    private IEnumerable<(DateTime Time, double Value)> Firing(IEnumerable<(DateTime Time, double Value)> held, TimeSpan wait)
    {
        DateTime? since = null;
        DateTime last = default;
        foreach (var (time, _) in held)
        {
            if (time - last != step)
                since = time;
            last = time;
            if (time - since >= wait)
                yield return (time, 1);
        }
    }
}
