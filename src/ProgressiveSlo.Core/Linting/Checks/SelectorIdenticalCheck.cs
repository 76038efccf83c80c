using System.Collections.Generic;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A part that is the whole gives the same ratio for ever.</summary>
internal sealed class SelectorIdenticalCheck : ILintCheck
{
    public string Code => "SelectorIdentical";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Part is { } part && subject.Total is { } total && PromQlComparer.Instance.Equals(part.Tree!, total.Tree!))
            yield return subject.Remark(Code, part.Field, $"{(part.Role == QueryRole.Good ? "Good" : "Bad")} and total are the same query, so that every event is {(part.Role == QueryRole.Good ? "good" : "bad")}");
    }
}
