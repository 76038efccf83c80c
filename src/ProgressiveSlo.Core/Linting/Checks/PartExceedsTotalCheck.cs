using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Where total leaves events out that the part counts, the ratio can pass 1.</summary>
internal sealed class PartExceedsTotalCheck : ILintCheck
{
    public string Code => "PartExceedsTotal";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { IsOneFamily: true } pair)
            yield break;
        foreach (var matcher in pair.OnlyInTotal)
            yield return subject.Remark(Code, pair.Field, $"total selects {matcher} and {pair.Word} does not, so that {pair.Word} counts events which total leaves out", $"Give {pair.Word} the condition {matcher} too");
    }
}
