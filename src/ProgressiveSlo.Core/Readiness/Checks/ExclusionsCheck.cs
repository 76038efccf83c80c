using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>Lists what was taken out of the evidence, so that nobody takes it for the whole. Advice only.</summary>
internal sealed class ExclusionsCheck : IReadinessCheck
{
    private const int MostListed = 5;

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        context.Evidence.Exclusions.Count == 0 ? null : List(context.Evidence.Exclusions);

    private static ReadinessCheck List(IReadOnlyList<EvidenceExclusion> exclusions) =>
        new("Exclusions", CheckStatus.Advice, exclusions.Sum(e => (double)e.TotalEvents), null, "events", _ => Describe(exclusions));

    private static string Describe(IReadOnlyList<EvidenceExclusion> exclusions)
    {
        var total = exclusions.Sum(e => (decimal)e.TotalEvents);
        var bad = exclusions.Sum(e => (decimal)(e.TotalEvents - e.GoodEvents));
        var listed = string.Join("; ", exclusions.Take(MostListed).Select(Describe));
        var rest = exclusions.Count > MostListed ? $"; and {(exclusions.Count - MostListed).ToString(CultureInfo.InvariantCulture)} more" : "";
        return $"{exclusions.Count.ToString(CultureInfo.InvariantCulture)} {(exclusions.Count == 1 ? "interval is" : "intervals are")} left out of the evidence, with {NumberText.Plain(total)} events, {NumberText.Plain(bad)} of them bad: {listed}{rest}";
    }

    private static string Describe(EvidenceExclusion exclusion)
    {
        var interval = $"{UtcTime.Text(exclusion.From)} to {UtcTime.Text(exclusion.To)}";
        return string.IsNullOrWhiteSpace(exclusion.Reason) ? interval : $"{interval} ({PrintableText.Escape(exclusion.Reason)})";
    }
}
