using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Sloth knows .window alone, and so do the rules that are made here.</summary>
internal sealed class PlaceholderUnknownCheck : QueryCheck
{
    public override string Code => "PlaceholderUnknown";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var placeholder in tree.Descendants().OfType<DurationPlaceholder>())
        {
            if (placeholder.Name != ".window")
                yield return ($"'{ServiceName.Printable(placeholder.Text)}' is not a placeholder that is filled in", "Write {{.window}}");
        }
    }
}
