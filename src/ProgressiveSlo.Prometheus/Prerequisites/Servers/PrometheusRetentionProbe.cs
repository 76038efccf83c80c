using System;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>How long Prometheus is set to keep its data. Whether it has so much already is another question: <see cref="PrometheusHistoryProbe"/>.</summary>
internal sealed class PrometheusRetentionProbe(ProbedServer server, TimeSpan window) : PrometheusProbe(server, "PrometheusRetention")
{
    private const string Elsewhere = "Look the retention up in the server's own settings: Thanos, Mimir and VictoriaMetrics do not tell it here";

    private readonly string _target = PrometheusDuration.Format(window);

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        // "15d", "15d or 10GB", "10GB".
        var text = connection.GetAsync("status/runtimeinfo", token).GetAwaiter().GetResult().Text("data", "storageRetention");
        if (string.IsNullOrWhiteSpace(text))
            return Unknown("The server does not tell how long it keeps data", Elsewhere, target: _target);
        var parts = text!.Split([" or "], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim()).ToArray();
        var size = parts.FirstOrDefault(p => p.EndsWith("B", StringComparison.Ordinal));
        if (!PrometheusDuration.TryParse(parts[0], out var kept))
        {
            return size is null
                ? Unknown($"The server tells a retention that is no duration: '{text}'", Elsewhere, text, _target)
                : Unknown($"Prometheus keeps {size}, however long that lasts, and {_target} are needed", "Set --storage.tsdb.retention.time, too, and see PrometheusHistory for what there is", text, _target);
        }

        if (kept < window)
            return Fail($"Prometheus retains {PrometheusDuration.Format(kept)}, and {_target} are needed", $"Start it with --storage.tsdb.retention.time={_target} or more, or keep long-term data in Thanos, Mimir or VictoriaMetrics and give its address", text, _target);
        return Pass($"Prometheus retains {PrometheusDuration.Format(kept)}, and {_target} are needed" + (size is null ? "" : $"; at more than {size} it drops data earlier"), text, _target);
    }

    private protected override SloPrerequisite Refused(PrometheusException e) => e.StatusCode is 400 or 404 or 405 or 501
        ? Unknown("The server does not tell how long it keeps data", Elsewhere, target: _target)
        : Unknown(e.Problem, e.Mend, target: _target);
}
