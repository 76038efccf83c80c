using System.Linq;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>Alerts on a plain threshold and graphs are monitoring; without an objective nobody can say how much failure is too much.</summary>
internal sealed class SloMissingCheck : KnownServiceCheck
{
    public override string Code => "SloMissing";

    protected override string? Judge(GapSubject subject) => subject.Slos.Count > 0
        ? null
        : subject.Items.Count == 0
            ? "The service has no SLO, and nothing in the inventory measures it"
            : $"The service is measured ({string.Join(", ", subject.Items.Select(i => i.Name).Distinct().Take(3))}{(subject.Items.Count > 3 ? ", ..." : "")}) and has no objective";
}
