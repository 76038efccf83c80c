using ProgressiveSlo.Findings;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A part that is the whole gives the same ratio for ever.</summary>
internal sealed class SelectorIdenticalCheck : ILintCheck
{
    public string Code => "SelectorIdentical";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Part is { } part && subject.Total is { } total && PromQlComparer.Instance.Equals(part.Tree!, total.Tree!))
            yield return subject.Report(
                Code,
                part.Field,
                $"{(part.Role == QueryRole.Good ? "Good" : "Bad")} and total are the same query, so that "
                    + $"every event is {(part.Role == QueryRole.Good ? "good" : "bad")}"
            );
    }
}
