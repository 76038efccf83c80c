using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A 4xx says that the request was wrong, which the service cannot mend. 429 alone is often a choice and stays unsaid.</summary>
internal sealed class ClientErrorsBadCheck : ILintCheck
{
    public string Code => "ClientErrorsBad";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in StatusLabels.Of(pair.Part))
        {
            if (LabelRegex.Meets(matcher, "404") == !pair.IsGood && LabelRegex.Meets(matcher, "500") == !pair.IsGood && LabelRegex.Meets(matcher, "200") == pair.IsGood && !StatusLabels.Of(pair.Total).Any())
                yield return subject.Remark(Code, pair.Field, $"{matcher} counts 4xx answers as bad: one broken client, or a scan of the site, uses the error budget up");
        }
    }
}
