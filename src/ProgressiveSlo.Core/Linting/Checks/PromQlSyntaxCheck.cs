using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Prometheus refuses the whole rule file for one expression that it cannot parse.</summary>
internal sealed class PromQlSyntaxCheck : ILintCheck
{
    public string Code => "PromQlSyntax";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        foreach (var query in subject.Queries)
        {
            if (query.Error is { } error)
                yield return subject.Remark(Code, query.Field, $"{error.Problem}, at {Place(error)} of the expression", error.Expected);
        }
    }

    private static string Place(PromQlSyntaxError error) => error.Line == 1
        ? "column " + error.Column.ToString(CultureInfo.InvariantCulture)
        : string.Format(CultureInfo.InvariantCulture, "line {0}, column {1}", error.Line, error.Column);
}
