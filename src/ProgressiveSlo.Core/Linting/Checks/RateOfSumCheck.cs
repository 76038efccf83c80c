using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A sum of counters falls when one of them starts anew, and rate() takes that for a restart of all.</summary>
internal sealed class RateOfSumCheck : QueryCheck
{
    public override string Code => "RateOfSum";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var call in tree.DescendantsAndSelf().OfType<CallExpression>())
        {
            if (call.Function.Name is "rate" or "irate" or "increase" && call.Arguments is [SubqueryExpression { Operand: AggregateExpression aggregate }])
                yield return ($"{call.Function.Name}() of {aggregate.Operator.Symbol()}(...) jumps whenever one of the counters starts anew", $"Take the rate first: {aggregate.Operator.Symbol()}({call.Function.Name}(...))");
        }
    }
}
