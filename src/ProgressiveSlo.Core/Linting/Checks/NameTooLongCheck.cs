using System.Collections.Generic;
using System.Globalization;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A Kubernetes label value and an OpenSLO name hold 63 characters.</summary>
internal sealed class NameTooLongCheck : ILintCheck
{
    public string Code => "NameTooLong";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        const int Longest = 63;
        if (subject.Definition.Name.Length > Longest && subject.Definition.Source?.Format is not ("Sloth" or "PrometheusRule"))
            yield return subject.Remark(Code, "name", $"The name has {subject.Definition.Name.Length.ToString(CultureInfo.InvariantCulture)} characters, and labels of Kubernetes and names of OpenSLO hold 63");
    }
}
