using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Without an aggregation there is one result for each series, and one SLO and one alert for each instance.</summary>
internal sealed class QueryNotAggregatedCheck : QueryCheck
{
    public override string Code => "QueryNotAggregated";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (subject.Definition.Indicator is QueryIndicator or RawRatioIndicator && SelectorUse.All(tree).Any() && !tree.DescendantsAndSelf().Any(n => n is AggregateExpression or CallExpression { Function.Name: "scalar" or "vector" }))
            yield return ("The query sums nothing up, so that each series has a budget of its own", null);
    }
}
