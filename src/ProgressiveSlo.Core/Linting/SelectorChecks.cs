using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A part that is the whole gives the same ratio for ever.</summary>
internal sealed class SelectorIdenticalCheck : ILintCheck
{
    public string Code => "SelectorIdentical";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Part is { } part && subject.Total is { } total && PromQlComparer.Instance.Equals(part.Tree!, total.Tree!))
            yield return subject.Remark(
                Code,
                part.Field,
                $"{(part.Role == QueryRole.Good ? "Good" : "Bad")} and total are the same query, so that "
                    + $"every event is {(part.Role == QueryRole.Good ? "good" : "bad")}"
            );
    }
}

/// <summary>Good (or bad) and total are to count the same requests, told apart by their outcome alone.</summary>
internal sealed class SelectorMismatchCheck : ILintCheck
{
    public string Code => "SelectorMismatch";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in pair.OnlyInPart)
        {
            if (pair.IsOneFamily && (pair.IsLatency || IsScope(matcher.Label)))
                yield return subject.Remark(
                    Code,
                    pair.Field,
                    $"{pair.Word} selects {matcher} and total does not, so that what the condition "
                        + $"leaves out counts as {(pair.IsGood ? "bad" : "good")}",
                    $"Give total the condition {matcher} too, or remove it here"
                );
        }

        foreach (var (label, part, total) in Contradictions(pair))
            yield return subject.Remark(
                Code,
                pair.Field,
                $"{pair.Word} selects {part} and total selects {total}: these are different series",
                $"Give both the same condition on {label}"
            );
    }

    private static bool IsScope(string label) =>
        label
            is "job"
                or "instance"
                or "namespace"
                or "service"
                or "cluster"
                or "env"
                or "environment"
                or "region"
                or "zone"
                or "app"
                or "application"
                or "pod"
                or "container"
                or "host"
                or "route"
                or "handler"
                or "method"
                or "ingress"
                or "exported_namespace"
                or "exported_service"
                or "exported_job"
                or "tenant";

    private static IEnumerable<(string Label, LabelMatcher Part, LabelMatcher Total)> Contradictions(SelectorPair pair) =>
        from condition in pair.Total.Selector.Conditions
        let total = condition.Matcher
        where total.Operator == "=" && total.Label is not ("__name__" or "le")
        from part in SelectorPair.Conditions(pair.Part, total.Label)
        where part.Operator == "=" && part.Value != total.Value
        select (total.Label, part, total);
}

/// <summary>Where total leaves events out that the part counts, the ratio can pass 1.</summary>
internal sealed class PartExceedsTotalCheck : ILintCheck
{
    public string Code => "PartExceedsTotal";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { IsOneFamily: true } pair)
            yield break;
        foreach (var matcher in pair.OnlyInTotal)
            yield return subject.Remark(
                Code,
                pair.Field,
                $"total selects {matcher} and {pair.Word} does not, so that {pair.Word} counts events which total leaves out",
                $"Give {pair.Word} the condition {matcher} too"
            );
    }
}

/// <summary>A status label tells good from bad: 2xx is good and 5xx is bad.</summary>
internal sealed class OutcomeInvertedCheck : ILintCheck
{
    public string Code => "OutcomeInverted";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in StatusCodeLabels.Find(pair.Part))
        {
            var ok = LabelMatching.Matches(matcher, "200");
            var broken = LabelMatching.Matches(matcher, "500");
            if (ok == !pair.IsGood && broken == pair.IsGood)
                yield return subject.Remark(
                    Code,
                    pair.Field,
                    $"{matcher} selects {(pair.IsGood ? "failed requests as good events" : "successful requests as bad events")}",
                    $"Write {matcher.ToOpposite()}, or move the query to the other side"
                );
        }
    }
}

/// <summary>A 4xx says that the request was wrong, which the service cannot fix. 429 alone is often a choice and stays unsaid.</summary>
internal sealed class ClientErrorsBadCheck : ILintCheck
{
    public string Code => "ClientErrorsBad";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in StatusCodeLabels.Find(pair.Part))
        {
            if (
                LabelMatching.Matches(matcher, "404") == !pair.IsGood
                && LabelMatching.Matches(matcher, "500") == !pair.IsGood
                && LabelMatching.Matches(matcher, "200") == pair.IsGood
                && !StatusCodeLabels.Find(pair.Total).Any()
            )
                yield return subject.Remark(
                    Code,
                    pair.Field,
                    $"{matcher} counts 4xx answers as bad: one broken client, or a scan of the site, uses the error budget up"
                );
        }
    }
}

/// <summary>Label conditions on the status of an HTTP answer.</summary>
internal static class StatusCodeLabels
{
    private static readonly HashSet<string> Names =
    [
        "code",
        "status",
        "status_code",
        "http_status",
        "http_status_code",
        "http_response_status_code",
        "response_code",
        "statusCode",
    ];

    public static IEnumerable<LabelMatcher> Find(SelectorUse use) =>
        use.Selector.Conditions.Select(c => c.Matcher).Where(m => Names.Contains(m.Label));
}
