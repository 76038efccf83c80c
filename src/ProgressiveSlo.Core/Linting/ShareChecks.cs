using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Good (or bad) and total are to count the same requests, told apart by their outcome alone.</summary>
internal sealed class SelectorMismatchCheck : RatioCheck
{
    private static readonly HashSet<string> _scopes =
    [
        "job",
        "instance",
        "namespace",
        "service",
        "cluster",
        "env",
        "environment",
        "region",
        "zone",
        "app",
        "application",
        "pod",
        "container",
        "host",
        "route",
        "handler",
        "method",
        "ingress",
        "exported_namespace",
        "exported_service",
        "exported_job",
        "tenant",
    ];

    // Words that say what is counted, and not whose it is.
    private static readonly HashSet<string> _kinds =
    [
        .. "error errors failed failure failures fail bad good success successes successful".Split(' '),
        .. "request requests req total count bucket sum".Split(' '),
        .. "http https grpc rpc server client seconds duration latency response responses events event handled started completed".Split(
            ' '
        ),
        .. "milliseconds ms time number of all processed received sent 5xx 4xx 2xx code status slow fast hits misses".Split(' '),
    ];

    public override string Code => "SelectorMismatch";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        foreach (var matcher in pair.OnlyInPart)
        {
            if (pair.IsOneFamily && pair.IsShare && IsOnlyHere(pair, matcher))
                yield return (
                    $"{pair.Word} selects {matcher} and {pair.TotalWord} does not, so that "
                        + (
                            pair.IsGood is { } isGood
                                ? $"what the condition leaves out counts as {(isGood ? "bad" : "good")}"
                                : "the ratio is not one of the same events"
                        ),
                    $"Give {pair.TotalWord} the condition {matcher} too, or remove it here"
                );
        }

        foreach (var (label, part, total) in Contradictions(pair))
            yield return (
                $"{pair.Word} selects {part} and {pair.TotalWord} selects {total}: these are different series",
                $"Give both the same condition on {label}"
            );
        if (OtherOwners(pair) is { } owners)
            yield return (owners, "Count good or bad events and all events of one service");
    }

    // Who leaves a path or a client out of the errors has to leave it out of all requests.
    private static bool IsOnlyHere(SelectorPair pair, LabelMatcher matcher) =>
        pair.IsLatency
            ? pair.IsGood is not null || !Outcomes.IsOutcome(matcher)
            : _scopes.Contains(matcher.Label)
                || (matcher.Operator is "!=" or "!~" && matcher.Value.Length > 0 && !Outcomes.IsOutcome(matcher));

    private static IEnumerable<(string Label, LabelMatcher Part, LabelMatcher Total)> Contradictions(SelectorPair pair) =>
        from condition in pair.Total.Selector.Conditions
        let total = condition.Matcher
        where total.Operator is "=" or "=~" && total.Label is not ("__name__" or "le") && !pair.Ignores(total.Label)
        where !pair.IsOfRule || (_scopes.Contains(total.Label) && pair.Part.IsRated && pair.Total.IsRated)
        from part in SelectorPair.Conditions(pair.Part, total.Label)
        where SelectorPair.Excludes(part, total)
        select (total.Label, part, total);

    private static string? OtherOwners(SelectorPair pair)
    {
        if (
            pair.IsOneFamily
            || !(pair.Part.IsRated && pair.Total.IsRated)
            || pair.Part.Metric is not { } part
            || pair.Total.Metric is not { } total
            || part.IndexOf(':') >= 0
            || total.IndexOf(':') >= 0
        )
            return null;
        var (ofPart, ofTotal) = (Owner(part), Owner(total));
        return ofPart.Count == 0 || ofTotal.Count == 0 || ofPart.Overlaps(ofTotal) || !(CountsRequests(part) && CountsRequests(total))
            ? null
            : $"{pair.Word} counts {part} and {pair.TotalWord} counts {total}: these are of different services";
    }

    private static HashSet<string> Owner(string metric) => [.. metric.Split('_').Where(w => !_kinds.Contains(w))];

    // A quotient of other things than requests may be of anything, such as bytes for each message.
    private static bool CountsRequests(string metric) => metric.Split('_').Any(w => w is not ("total" or "count") && _kinds.Contains(w));
}

/// <summary>Where total leaves events out that the part counts, the ratio can pass 1.</summary>
internal sealed class PartExceedsTotalCheck : RatioCheck
{
    public override string Code => "PartExceedsTotal";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        if (!pair.IsOneFamily || !pair.IsShare || (pair.IsOfRule && pair.OnlyInTotal.All(Outcomes.IsOutcome)))
            yield break;
        foreach (var matcher in pair.OnlyInTotal)
            yield return (
                $"{pair.TotalWord} selects {matcher} and {pair.Word} does not, so that {pair.Word} counts events which "
                    + $"{pair.TotalWord} leaves out",
                $"Give {pair.Word} the condition {matcher} too"
            );
    }
}

/// <summary>An outcome tells good from bad: 2xx is good and 5xx is bad, and fast is good and slow is bad.</summary>
internal sealed class OutcomeInvertedCheck : RatioCheck
{
    public override string Code => "OutcomeInverted";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        if (pair.IsGood is not { } isGood || Contradiction.Find(pair.Part) is not null)
            yield break;
        foreach (var matcher in SelectorPair.Conditions(pair.Part))
        {
            // Of a share of errors among errors, nothing is known.
            if (Outcomes.Selects(matcher) == !isGood && !SelectorPair.Conditions(pair.Total, matcher.Label).Any())
                yield return (
                    $"{matcher} selects {(isGood ? "failed requests as good events" : "successful requests as bad events")}",
                    $"Write {matcher.ToOpposite()}, or move the query to the other side"
                );
        }

        if (!isGood && pair.IsLatency && pair.IsOneFamily && Buckets.Bound(pair.Part) is < double.PositiveInfinity and var bound)
            yield return (
                $"The bucket le=\"{Buckets.Text(bound)}\" holds the requests that were fast enough, and they count as bad events",
                "Count the bucket as good events, or subtract it from all events"
            );
    }
}

/// <summary>A 4xx says that the request was wrong, which the service cannot fix. 429 alone is often a choice and stays unsaid.</summary>
internal sealed class ClientErrorsBadCheck : RatioCheck
{
    public override string Code => "ClientErrorsBad";

    protected override IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair)
    {
        if (pair.IsGood is not { } isGood)
            yield break;
        foreach (var matcher in Outcomes.StatusCodes(pair.Part))
        {
            if (
                LabelMatching.Matches(matcher, "404") == !isGood
                && LabelMatching.Matches(matcher, "500") == !isGood
                && LabelMatching.Matches(matcher, "200") == isGood
                && !Outcomes.StatusCodes(pair.Total).Any()
            )
                yield return (
                    isGood
                        ? $"{matcher} leaves 4xx answers out of the good events: one broken client, or a scan of the site, uses the error "
                            + "budget up"
                        : $"{matcher} counts 4xx answers as bad: one broken client, or a scan of the site, uses the error budget up",
                    null
                );
        }
    }
}
