using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>The part of a template that is filled: the keys <c>indicator</c> and <c>latency</c>, read as those of a plan file.</summary>
internal sealed class TemplateBody(YamlMap root, string displayPath)
{
    public const string Indicator = "indicator";
    public const string Latency = "latency";

    private readonly YamlMap _part = new(root.Line, root.Column, root.Entries.Where(e => e.Key.Value is Indicator or Latency).ToArray());

    /// <summary>What is measured with the values of a user.</summary>
    /// <exception cref="SloValidationException">A value does not fit its place; the field is TemplateParameter.</exception>
    public TemplateMeasures Fill(TemplateValues values)
    {
        var problems = new ProblemList(displayPath);
        if (Read(values, problems, new HashSet<string>()) is { } measures)
            return measures;
        var problem = problems.InOrder[0];
        throw new SloValidationException(
            "TemplateParameter",
            $"{problem.Problem.Message} ({displayPath}, line "
                + $"{problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}, "
                + $"{problem.Problem.Field})",
            problem.Problem.Fix
        );
    }

    /// <summary>Reads the part; null, with problems noted, when something does not fit.</summary>
    public TemplateMeasures? Read(TemplateValues values, ProblemList problems, ISet<string> used)
    {
        var before = problems.Count;
        if (
            MapReader.Open(FilledTree.Create(_part, "", values, problems, name => used.Add(name)), "", problems) is not { } map
            || problems.Count > before
        )
            return null;
        var indicator = IndicatorYaml.Read(map, problems);
        var latency = IndicatorYaml.ReadLatency(map, problems);
        if (problems.Count > before || indicator is null)
            return null;
        CheckQueries(indicator, map);
        return problems.Count > before ? null : new TemplateMeasures(indicator, latency);
    }

    private static void CheckQueries(SloIndicator indicator, MapReader map)
    {
        if (indicator.Queries is not { } queries)
        {
            map.Problem(
                map.NodeOf(Indicator),
                Indicator,
                $"The data source is not {SloIndicator.Prometheus}, and placeholders are filled as PromQL needs it",
                "Write queries of Prometheus"
            );
            return;
        }

        foreach (var query in new[] { queries.GoodQuery, queries.BadQuery, queries.TotalQuery, queries.ErrorRatioQuery })
        {
            if (query?.Error is { } error)
                map.Problem(
                    map.NodeOf(Indicator),
                    Indicator,
                    $"The query is not PromQL at "
                        + $"{error.Line.ToString(CultureInfo.InvariantCulture)}:{error.Column.ToString(CultureInfo.InvariantCulture)}: "
                        + $"{error.Problem}",
                    error.Expected,
                    "PromQlSyntax"
                );
        }
    }
}

/// <summary>Reads the bounds of an exporter's buckets, in seconds.</summary>
internal static class LatencyBounds
{
    private const string Key = "latencyBounds";

    public static IReadOnlyList<decimal> Read(MapReader map, ProblemList problems)
    {
        var bounds = new List<decimal>();
        foreach (var (node, field) in map.Items(Key, required: false))
        {
            var text = (node as YamlScalar)?.Value ?? "";
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bound) || bound <= 0)
                problems.Add(
                    node,
                    field,
                    $"'{ServiceName.Printable(text)}' is not a bound of a bucket",
                    "Write seconds, more than zero, for example 0.25; leave +Inf out"
                );
            else if (bounds.Count > 0 && bound <= bounds[bounds.Count - 1])
                problems.Add(
                    node,
                    field,
                    $"'{ServiceName.Printable(text)}' is not above the bound ahead of it",
                    "Write the bounds in rising order"
                );
            else
                bounds.Add(bound);
        }

        if (bounds.Count > 0 && !map.Has(TemplateBody.Latency))
            map.Problem(map.NodeOf(Key), Key, "There are bounds of a histogram, and no latency", "Add the key latency, or remove this one");
        return bounds;
    }
}
