using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Without an error budget every burn rate divides by zero. Readers refuse such a target; a definition made in a script gets here.</summary>
internal sealed class ObjectiveFullCheck : ILintCheck
{
    public string Code => "ObjectiveFull";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Target == 1m)
            yield return subject.Remark(Code, "target", "A target of 100 % leaves no error budget, and every alert on it divides by zero");
    }
}
