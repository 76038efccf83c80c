using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A status label tells good from bad: 2xx is good and 5xx is bad.</summary>
internal sealed class OutcomeInvertedCheck : ILintCheck
{
    public string Code => "OutcomeInverted";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in StatusLabels.Of(pair.Part))
        {
            var ok = LabelRegex.Meets(matcher, "200");
            var broken = LabelRegex.Meets(matcher, "500");
            if (ok == !pair.IsGood && broken == pair.IsGood)
                yield return subject.Remark(Code, pair.Field, $"{matcher} selects {(pair.IsGood ? "failed requests as good events" : "successful requests as bad events")}", $"Write {matcher.ToOpposite()}, or move the query to the other side");
        }
    }
}
