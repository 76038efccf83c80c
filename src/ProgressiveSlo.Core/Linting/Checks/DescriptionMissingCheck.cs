using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>The description is what a dashboard and an alert show to people.</summary>
internal sealed class DescriptionMissingCheck : ILintCheck
{
    public string Code => "DescriptionMissing";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.IsDocument && string.IsNullOrWhiteSpace(subject.Definition.Description))
            yield return subject.Remark(Code, "annotations", "The SLO has no description");
    }
}
