using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>An operator pairs series whose labels are equal; other labels give no result, and no alert.</summary>
internal sealed class GroupingMismatchCheck : ILintCheck, IRuleCheck
{
    private const string Message =
        "The two sides of the ratio are grouped by different labels, so that no series finds its other half and there is never a result";

    public string Code => "GroupingMismatch";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var part = subject.Parsed.FirstOrDefault(q => q.Role is QueryRole.Good or QueryRole.Bad)?.Labels.Result;
        var total = subject.Parsed.FirstOrDefault(q => q.Role == QueryRole.Total)?.Labels.Result;
        if (part is { IsKnown: true } && total is { IsKnown: true } && LabelSet.NeverEqual(part, total))
            yield return subject.Report(Code, subject.Part!.Field, Message);
        foreach (var query in subject.Parsed)
        {
            foreach (var message in query.Labels.Unmatched)
                yield return subject.Report(Code, query.Field, message);
        }
    }

    public IEnumerable<RuleRemark> Check(RuleSubject rule) =>
        (rule.Query?.Labels.Unmatched ?? []).Select(m => new RuleRemark(
            Code,
            RuleSubject.Expression,
            m,
            "Group both sides by the same labels, or say with on (...) or ignoring (...) by which they match"
        ));
}

/// <summary>What an aggregation has removed, nothing after it can use.</summary>
internal sealed class LabelDroppedCheck : QueryCheck
{
    public override string Code => "LabelDropped";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query) =>
        query.Labels.Dropped.Select(m => (m, (string?)null));
}

/// <summary>
/// Each combination of values has its own series in each of some ten rules. Source: Prometheus documentation, "Metric and label naming".
/// </summary>
internal sealed class HighCardinalityGroupingCheck : QueryCheck
{
    private static readonly HashSet<string> _many =
    [
        "user",
        "user_id",
        "userid",
        "customer_id",
        "account_id",
        "session",
        "session_id",
        "request_id",
        "trace_id",
        "span_id",
        "correlation_id",
        "transaction_id",
        "order_id",
        "email",
        "ip",
        "client_ip",
        "remote_addr",
        "url",
        "uri",
        "path",
        "query",
        "pod",
        "pod_name",
        "container_id",
        "id",
        "uid",
        "uuid",
        "guid",
        "timestamp",
    ];

    // Where an SLO is none of the matter, Kubernetes' own objects are what is watched.
    private static readonly HashSet<string> _ofPlatforms = ["pod", "pod_name", "container_id", "id", "uid", "path", "query", "ip", "user"];

    public override string Code => "HighCardinalityGrouping";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var label in Outermost(query.Tree).Where(_many.Contains).Distinct())
        {
            if (query.IsOfRule && _ofPlatforms.Contains(label))
                continue;
            yield return (
                $"Grouping by {label} makes {(query.IsOfRule ? "a series" : "an SLO")} for each of its values, and there is no end to them",
                $"Leave {label} out of the grouping"
            );
        }
    }

    // What an inner aggregation groups by, the outer one sums up again.
    private static IEnumerable<string> Outermost(PromQlExpression tree)
    {
        var open = new Stack<PromQlNode>();
        open.Push(tree);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node is AggregateExpression aggregate)
            {
                foreach (var label in aggregate.Grouping is { IsWithout: false } grouping ? grouping.Labels : [])
                    yield return label;
                continue;
            }

            foreach (var child in node.Children)
                open.Push(child);
        }
    }
}

/// <summary>Without an aggregation there is one result for each series, and one SLO and one alert for each instance.</summary>
internal sealed class QueryNotAggregatedCheck : QueryCheck
{
    public override string Code => "QueryNotAggregated";

    protected override bool Judges(QueryRole role) => role is QueryRole.Good or QueryRole.Bad or QueryRole.Total or QueryRole.Ratio;

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        if (
            query.Uses.Count > 0
            && !query.Tree.DescendantsAndSelf().Any(n => n is AggregateExpression or CallExpression { Function.Name: "scalar" or "vector" })
        )
            yield return ("The query sums nothing up, so that each series has a budget of its own", null);
    }
}

/// <summary>Over the period, ratios can only be averaged, each with the same weight whatever its traffic was.</summary>
internal sealed class RatioAveragedCheck : ILintCheck
{
    public string Code => "RatioAveraged";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var isAveraged = subject.Has(SourceTraits.RatiosAreAveraged);
        if (subject.Definition.Indicator is RawRatioIndicator)
            yield return subject.Report(
                Code,
                "indicator",
                "The indicator is a ratio already, so that the ratio of the period is an average of ratios, wrong where traffic is uneven",
                isAveraged ? SlothFix : null
            );
        else if (isAveraged && subject.Definition.Indicator.DataSource == SloIndicator.Prometheus)
            yield return subject.Report(
                Code,
                "indicator",
                "Sloth records the ratio of 5 minutes and averages it over the period, so that a quiet hour counts as much as a busy one",
                SlothFix
            );
    }

    // Sloth makes the same rules of events and of raw.
    private const string SlothFix =
        "Where traffic is uneven, make the rules of the period with ConvertTo-SloManifest -Format PrometheusRule, which sums "
        + "events up; raw or "
        + "events makes no difference in Sloth";
}

/// <summary>A ratio that divides by zero without traffic.</summary>
internal sealed class ZeroTrafficNaNCheck : QueryCheck
{
    public override string Code => "ZeroTrafficNaN";

    protected override bool Judges(QueryRole role) => role is QueryRole.Ratio or QueryRole.Recording;

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        if (ZeroTraffic.UnguardedDivisor(query.Tree) is { } divisor && (!query.IsOfRule || SelectorUse.All(divisor).Any(IsOfTraffic)))
            yield return (
                $"Without traffic the query divides by zero, and the NaN stays in every window "
                    + $"that holds it: {ServiceName.Printable(divisor.ToString())}",
                null
            );
    }

    // What is recorded of processors is never zero; a rate of anything else may be.
    private static bool IsOfTraffic(SelectorUse use) =>
        use.Function is "rate" or "irate" or "increase"
        || (use.Metric is { } metric && RecordedName.IsRate(metric) && metric.IndexOf("cpu", StringComparison.Ordinal) < 0);
}

/// <summary>Sloth divides the two queries as they are.</summary>
internal sealed class SlothZeroTrafficCheck : ILintCheck
{
    public string Code => "ZeroTrafficNaN";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (
            subject.Has(SourceTraits.RatiosAreAveraged)
            && subject.Definition.Indicator is not RawRatioIndicator
            && subject.Parsed.FirstOrDefault(q => q.Role == QueryRole.Total) is { } total
            && ZeroTraffic.CanBeZero(total.Tree)
        )
            yield return subject.Report(
                Code,
                total.Field,
                "Sloth divides by this query as it is: without traffic the ratio is NaN, which stays in every window that holds it",
                "Write (...) > 0 around the query, which gives no result instead"
            );
    }
}
