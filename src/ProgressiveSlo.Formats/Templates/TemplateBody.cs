using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
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
        throw new SloValidationException("TemplateParameter", $"{problem.Problem.Message} ({displayPath}, line {problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}, {problem.Problem.Field})", problem.Problem.Mend);
    }

    /// <summary>Reads the part; null, with problems noted, when something does not fit.</summary>
    public TemplateMeasures? Read(TemplateValues values, ProblemList problems, ISet<string> used)
    {
        var before = problems.Count;
        if (MapReader.Open(FilledTree.Of(_part, "", values, problems, name => used.Add(name)), "", problems) is not { } map || problems.Count > before)
            return null;
        var indicator = IndicatorYaml.Read(map, problems);
        var latency = IndicatorYaml.ReadLatency(map, problems);
        if (problems.Count > before || indicator is null)
            return null;
        CheckQueries(indicator, map, problems);
        return problems.Count > before ? null : new TemplateMeasures(indicator, latency);
    }

    private static void CheckQueries(SloIndicator indicator, MapReader map, ProblemList problems)
    {
        if (indicator.Queries is not { } queries)
        {
            map.Problem(map.NodeOf(Indicator), Indicator, $"The data source is not {SloIndicator.Prometheus}, and placeholders are filled as PromQL needs it", "Write queries of Prometheus");
            return;
        }

        foreach (var query in new[] { queries.Good, queries.Bad, queries.Total, queries.ErrorRatio }.OfType<string>())
        {
            if (!PromQlParser.TryParse(query, PromQlOptions.Template, out _, out var error))
                map.Problem(map.NodeOf(Indicator), Indicator, $"The query is no PromQL at {error.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}:{error.Column.ToString(System.Globalization.CultureInfo.InvariantCulture)}: {error.Problem}", error.Expected, "PromQlSyntax");
        }
    }
}
