using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>An indicator as Pyrra writes it: selectors, of which Pyrra makes the queries.</summary>
internal sealed class PyrraIndicatorWriter
{
    private readonly string _kind;
    private readonly IReadOnlyList<string> _grouping;
    private readonly List<(string Key, string Metric)> _metrics = [];

    private PyrraIndicatorWriter(string kind, IReadOnlyList<string> grouping) => (_kind, _grouping) = (kind, grouping);

    private TimeSpan? Latency { get; init; }

    // What is text here means something to Pyrra.
    private RawRatioIndicator? Text { get; init; }

    /// <summary>The indicator of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="losses">Takes what a Pyrra indicator has no place for.</param>
    /// <exception cref="ManifestNotWritableException">Pyrra has no such indicator.</exception>
    public static PyrraIndicatorWriter From(SloDefinition definition, ICollection<ConversionLoss> losses) =>
        definition.Indicator is RawRatioIndicator { DataSource: PyrraMetricText.DataSource } text
            ? new PyrraIndicatorWriter("", []) { Text = text }
            : From(definition, OneSpelling(Selectors(definition), losses));

    public void Write(YamlWriter yaml)
    {
        if (Text is { } text)
        {
            PyrraMetricText.Write(yaml, text);
            return;
        }

        yaml.Key("indicator");
        yaml.BeginMap();
        yaml.Key(_kind);
        yaml.BeginMap();
        if (Latency is { } latency)
            yaml.Pair("latency", latency);
        foreach (var (key, metric) in _metrics)
        {
            if (key.Length == 0)
            {
                yaml.Pair("metric", metric);
                continue;
            }

            yaml.Key(key);
            yaml.BeginMap();
            yaml.Pair("metric", metric);
            yaml.EndMap();
        }

        WriteGrouping(yaml);
        yaml.EndMap();
        yaml.EndMap();
    }

    // Queries of the form that Pyrra makes are as good as selectors.
    private static SloIndicator Selectors(SloDefinition definition) =>
        definition.Indicator switch
        {
            QueryIndicator { Queries: not null } queries => PyrraShapes.FromQueries(queries)
                ?? throw NotWritable(
                    definition,
                    "Pyrra takes selectors and not queries, and these are not sum(rate(selector[{{.window}}]))",
                    "Count bad and all events with one metric selector each, or write another format"
                ),
            RatioIndicator or NativeLatencyIndicator or BoolGaugeIndicator => definition.Indicator,
            { DataSource: not SloIndicator.Prometheus } foreign => throw NotWritable(
                definition,
                $"Pyrra works on Prometheus, and this is for {foreign.DataSource}",
                "Count bad and all events in Prometheus, or write another format"
            ),
            var other => throw NotWritable(
                definition,
                $"Pyrra counts events, and has no indicator of the type {other.Type}",
                "Count bad and all events with one metric selector each, or write another format"
            ),
        };

    private static SloIndicator OneSpelling(SloIndicator indicator, ICollection<ConversionLoss> losses)
    {
        if (
            indicator is not RatioIndicator { Good: { } good } ratio
            || PyrraLatency.InOneSpelling(good) is var one && ReferenceEquals(one, good)
        )
            return indicator;
        var latency = new RatioIndicator(one, ratio.Total).WithGrouping(ratio.Grouping);
        if (!PyrraLatency.Is(latency))
            return indicator;
        losses.Add(
            new ConversionLoss(
                "indicator.good",
                $"Pyrra takes one number as le, here {latency.LatencyThreshold}; for Prometheus 3, which writes it with .0, it has a switch"
            )
        );
        return latency;
    }

    private static PyrraIndicatorWriter From(SloDefinition definition, SloIndicator indicator) =>
        indicator switch
        {
            RatioIndicator ratio when PyrraLatency.Is(ratio) => new PyrraIndicatorWriter("latency", ratio.Grouping)
                .With(definition, "success", ratio.Good!)
                .With(definition, "total", ratio.Total),
            RatioIndicator ratio when ratio.FindBad() is { } bad => new PyrraIndicatorWriter("ratio", ratio.Grouping)
                .With(definition, "errors", bad)
                .With(definition, "total", ratio.Total),
            RatioIndicator => throw NotWritable(
                definition,
                "Pyrra counts bad events, and the selector of the good ones cannot be swapped",
                "Give the selector of the bad events"
            ),
            NativeLatencyIndicator native when LatencyUnit.InMilliseconds(native.Histogram.Metric) == 1 => throw NotWritable(
                definition,
                $"Pyrra takes native histograms to be in seconds, and {native.Histogram.Metric} is in milliseconds",
                "Use a histogram in seconds, or another format"
            ),
            NativeLatencyIndicator native => new PyrraIndicatorWriter("latencyNative", native.Grouping)
            {
                Latency = Whole(definition, native.Threshold),
            }.With(definition, "total", native.Histogram),
            BoolGaugeIndicator gauge => new PyrraIndicatorWriter("bool_gauge", gauge.Grouping).With(definition, "", gauge.Metric),
            _ => throw new InvalidOperationException($"There is no Pyrra indicator for the type {indicator.Type}."),
        };

    private static TimeSpan Whole(SloDefinition definition, TimeSpan threshold) =>
        threshold.Ticks % TimeSpan.TicksPerMillisecond == 0 && threshold <= PrometheusDuration.Longest
            ? threshold
            : throw NotWritable(definition, "Pyrra takes a threshold in whole milliseconds", "Round it to milliseconds");

    private static ManifestNotWritableException NotWritable(SloDefinition definition, string message, string fix) =>
        new(definition.Id, new FieldProblem("indicator", message, fix));

    private PyrraIndicatorWriter With(SloDefinition definition, string key, MetricSelector selector)
    {
        var text =
            PyrraSelector.Print(selector)
            ?? throw NotWritable(
                definition,
                $"'{ProgressiveSlo.Naming.ServiceName.Printable(selector.ToString())}' is not a selector that Prometheus takes",
                "Correct its label conditions"
            );
        if (_grouping.FirstOrDefault(g => !LabelNames.IsValid(g)) is { } wrong)
            throw NotWritable(
                definition,
                $"'{ProgressiveSlo.Naming.ServiceName.Printable(wrong)}' is not a label name to group by",
                "Use letters, digits and '_', and no digit at the start"
            );
        _metrics.Add((key, text));
        return this;
    }

    private void WriteGrouping(YamlWriter yaml)
    {
        if (_grouping.Count == 0)
            return;
        yaml.Key("grouping");
        yaml.BeginList();
        foreach (var label in _grouping)
            yaml.Text(label);
        yaml.EndList();
    }
}
