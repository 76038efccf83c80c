using System.Linq;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>Users leave a slow service as they leave one that fails. Where there is no SLO at all, that comes first.</summary>
internal sealed class LatencySloMissingCheck : KnownServiceCheck
{
    public override string Code => "LatencySloMissing";

    protected override string? Judge(GapSubject subject) => subject.Slos.Count == 0 || subject.Slos.Any(i => i.Item.Measure == SloMeasure.Latency)
        ? null
        : subject.Items.FirstOrDefault(i => i.Item.Measure == SloMeasure.Latency) is { } measured
            ? $"The latency is measured ({measured.Name}) and has no objective"
            : "The service has an SLO, and none for its latency";
}
