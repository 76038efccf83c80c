using CsCheck;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

/// <summary>Random indicators of every kind that Pyrra has, and definitions that a Pyrra object can hold whole.</summary>
internal static class PyrraGen
{
    // Long and short windows in minutes, as Pyrra makes them for a period of so many days.
    private static readonly Dictionary<int, (int Long, int Short)[]> Windows = new()
    {
        [7] = [(15, 1), (90, 8), (360, 30), (1440, 90)],
        [28] = [(60, 5), (360, 30), (1440, 120), (5760, 360)],
        [30] = [(64, 5), (386, 32), (1543, 129), (6171, 386)],
        [90] = [(193, 16), (1157, 96), (4629, 386), (18514, 1157)],
    };

    private static readonly decimal[] Factors = [14, 7, 2, 1];

    private static readonly Gen<IReadOnlyList<string>> AnyGrouping = OneOf("handler", "job", "instance", "_x")
        .List[0, 3]
        .Select(labels => (IReadOnlyList<string>)labels.Distinct().ToArray());

    private static readonly Gen<LabelMatcher> Matcher = Gen.Select(
            OneOf("job", "code", "zone"),
            OneOf("=", "!=", "=~", "!~"),
            OneOf("api", "5..", "a|b", "", "say \"hi\"", "back\\\\slash", "üñí", "{x}")
        )
        .Select((label, op, value) => new LabelMatcher(label, op, op.EndsWith('~') ? "5..|a" : value));

    private static readonly Gen<LabelMatcher[]> Matchers = Matcher.List[0, 3].Select(list => list.DistinctBy(f => f.Label).ToArray());

    public static Gen<RatioIndicator> GroupedRatio { get; } =
        Gen.Select(DefinitionGen.Ratio, AnyGrouping).Select((ratio, grouping) => ratio.WithGrouping(grouping));

    public static Gen<RatioIndicator> Latency { get; } =
        Gen.Select(OneOf("request_seconds", "job:latency"), Matchers, OneOf("0.5", "1", "1e-3", "+Inf"), AnyGrouping)
            .Select(
                (metric, filters, le, grouping) =>
                    new RatioIndicator(
                        new MetricSelector(metric + "_bucket", [.. filters, new LabelMatcher("le", "=", le)]),
                        new MetricSelector(metric + "_count", filters)
                    ).WithGrouping(grouping)
            );

    public static Gen<NativeLatencyIndicator> Native { get; } =
        Gen.Select(Matchers, Gen.Int[1, 100_000], AnyGrouping)
            .Select(
                (filters, milliseconds, grouping) =>
                    new NativeLatencyIndicator(new MetricSelector("request_seconds", filters), TimeSpan.FromMilliseconds(milliseconds))
                    {
                        Grouping = grouping,
                    }
            );

    public static Gen<BoolGaugeIndicator> Gauge { get; } =
        Gen.Select(Matchers, AnyGrouping)
            .Select((filters, grouping) => new BoolGaugeIndicator(new MetricSelector("probe_success", filters)) { Grouping = grouping });

    /// <summary>The queries of an indicator, as another format would give them.</summary>
    public static Gen<QueryIndicator> QueriesOf<T>(Gen<T> indicator)
        where T : SloIndicator =>
        indicator.Select(i =>
            i.Queries is { Good: { } good } queries
                ? QueryIndicator.FromGood(good, queries.Total!)
                : QueryIndicator.FromBad(i.Queries!.Bad!, i.Queries.Total!)
        );

    /// <summary>Definitions with the alerts of Pyrra, under severities of their own, or with none.</summary>
    public static Gen<SloDefinition> Own<T>(Gen<T> indicator)
        where T : SloIndicator =>
        Gen.Select(
                DefinitionGen.Of(indicator),
                OneOf("critical", "warning", "P1").List[4, 4],
                Gen.Select(Gen.Bool, Gen.Int[0, 2], OneOf("", "Burn")),
                DefinitionGen.Texts
            )
            .Select(
                (definition, severities, what, annotations) =>
                    new SloDefinition(definition.Name, definition.Service, definition.Indicator, definition.Target, definition.Window)
                    {
                        Namespace = definition.Namespace,
                        Labels = definition.Labels,
                        Annotations = definition.Annotations,
                        Alerting = what.Item1 ? [] : Alerts(definition.Window.Days, severities),
                        AlertSettings = new AlertSettings
                        {
                            Absent = what.Item2 switch
                            {
                                0 => null,
                                1 => false,
                                _ => true,
                            },
                            Name = what.Item3.Length == 0 ? null : what.Item3,
                            AbsentName = what.Item3.Length == 0 ? null : "Gone",
                            Annotations = annotations,
                        },
                    }
            );

    private static BurnRateAlert[] Alerts(int days, List<string> severities) =>
        Windows[days]
            .Select((w, i) => new BurnRateAlert(severities[i], TimeSpan.FromMinutes(w.Long), TimeSpan.FromMinutes(w.Short), Factors[i]))
            .ToArray();

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
