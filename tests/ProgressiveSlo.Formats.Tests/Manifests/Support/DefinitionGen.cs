using CsCheck;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Tests.Manifests.Support;

/// <summary>Random definitions, valid for every format as far as the domain is concerned.</summary>
internal static class DefinitionGen
{
    private static readonly Gen<string> AnyMetric = OneOf(
        "http_requests_total",
        "grpc_server_handled_total",
        "job:requests:total",
        "errors_total"
    );

    private static readonly Gen<string> LabelName = OneOf("job", "status_code", "code", "handler", "team", "cluster");

    // Quotes, backslashes, braces, non-ASCII, YAML words: what a writer may trip over.
    private static readonly Gen<string> Text = OneOf(
        "api",
        "5..",
        "GET|POST",
        "a b",
        "true",
        "null",
        "1e3",
        "0123",
        "it's",
        "say \"hi\"",
        "back\\slash",
        "üñí",
        "{x}",
        "[1]",
        "# no comment",
        "key: value",
        "-",
        "~",
        "{{.window}}x",
        "${var}",
        "*",
        "&a",
        "!b",
        "%c",
        "@d",
        "`e`"
    );

    private static readonly Gen<LabelMatcher> Matcher = Gen.Select(LabelName, OneOf("=", "!=", "=~", "!~"), Text)
        .Select((label, op, value) => new LabelMatcher(label, op, op.EndsWith('~') ? "5.." : value));

    private static readonly Gen<MetricSelector> Selector = Gen.Select(AnyMetric, Matcher.List[0, 3])
        .Select((metric, filters) => new MetricSelector(metric, filters.DistinctBy(f => f.Label).ToArray()));

    /// <summary>Indicators of selectors: good or bad events and all events of one metric.</summary>
    public static Gen<RatioIndicator> Ratio { get; } =
        Gen.Select(Selector, Gen.Bool, Gen.Bool)
            .Select(
                (total, isBad, isOne) =>
                {
                    var extra = new LabelMatcher("outcome", isBad ? "=~" : "!~", "5..|error");
                    var part = isOne
                        ? new MetricSelector(total.Metric, [.. total.Filters, extra])
                        : new MetricSelector("other_" + total.Metric, total.Filters);
                    return isBad ? RatioIndicator.FromBad(part, total) : new RatioIndicator(part, total);
                }
            );

    /// <summary>Indicators of queries.</summary>
    public static Gen<QueryIndicator> Query { get; } =
        Gen.Select(Selector, Selector, Gen.Bool)
            .Select(
                (part, total, isBad) =>
                {
                    var partQuery = $"sum(rate({part}[{SliQueries.Window}])) or vector(0)";
                    var totalQuery = $"sum(rate({total}[{SliQueries.Window}]))";
                    return isBad ? QueryIndicator.FromBad(partQuery, totalQuery) : QueryIndicator.FromGood(partQuery, totalQuery);
                }
            );

    /// <summary>Indicators that are ratios already.</summary>
    public static Gen<RawRatioIndicator> RawRatio { get; } =
        Gen.Select(Selector, Gen.Bool)
            .Select((selector, isSuccess) => new RawRatioIndicator($"1 - avg(avg_over_time({selector}[{SliQueries.Window}]))", isSuccess));

    /// <summary>Labels or annotations.</summary>
    public static Gen<IReadOnlyDictionary<string, string>> Texts { get; } =
        Gen.Select(OneOf("owner", "tier", "runbook_url", "dashboard", "repo"), Text)
            .List[0, 3]
            .Select(pairs => (IReadOnlyDictionary<string, string>)pairs.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2));

    /// <summary>Burn-rate alerts with the long window longer and the factor reachable at any target from 90 %.</summary>
    public static Gen<IReadOnlyList<BurnRateAlert>> Alerting { get; } =
        Gen.Select(OneOf("critical", "warning", "info"), Gen.Int[1, 72], Gen.Int[1, 55], Gen.Int[1, 99])
            .List[0, 4]
            .Select(alerts =>
                (IReadOnlyList<BurnRateAlert>)
                    alerts
                        .Select(a => new BurnRateAlert(a.Item1, TimeSpan.FromHours(a.Item2), TimeSpan.FromMinutes(a.Item3), a.Item4 / 10m))
                        .DistinctBy(a => (a.Severity, a.LongWindow))
                        .ToArray()
            );

    /// <summary>Definitions whose indicator is made by a generator.</summary>
    public static Gen<SloDefinition> Of<T>(Gen<T> indicator)
        where T : SloIndicator =>
        Gen.Select(
                Gen.Select(OneOf("checkout", "api-service", "a", "payment.gateway_2"), OneOf("availability", "latency-p95", "requests")),
                Gen.Select(indicator, Gen.Int[9000, 99999]),
                Gen.Select(OneOf(28, 30, 7, 90), Alerting),
                Gen.Select(Texts, Texts)
            )
            .Select(
                (names, what, when, texts) =>
                    new SloDefinition(names.Item2, names.Item1, what.Item1, Target(what.Item2), TimeSpan.FromDays(when.Item1))
                    {
                        Namespace = "production",
                        Alerting = when.Item2,
                        Labels = texts.Item1,
                        Annotations = texts.Item2,
                    }
            );

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<int> OneOf(params int[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static decimal Target(int digits) => digits / (digits > 9999 ? 100000m : 10000m);
}
