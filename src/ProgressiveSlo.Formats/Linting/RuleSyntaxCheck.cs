using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>What Prometheus refuses in a rule: an expression that does not parse, and names that are none.</summary>
internal sealed class RuleSyntaxCheck : IDocumentCheck
{
    public IReadOnlyList<string> Codes => ["PromQlSyntax", "MetricNameInvalid", "LabelNameInvalid"];

    public IEnumerable<DocumentProblem> Check(ManifestDocument document)
    {
        foreach (var rule in RuleNode.All(document))
        {
            if (rule.Text("record") is { } record && !LabelNames.IsMetric(record.Value))
                yield return rule.Problem(record, "record", "MetricNameInvalid", $"'{ServiceName.Printable(record.Value)}' is not a metric name", "Use letters, digits, '_' and ':', and no digit at the start");
            if (rule.Text("expr") is { } expression && !PromQlParser.TryParse(expression.Value, PromQlOptions.Plain, out _, out var error))
                yield return rule.Problem(expression, "expr", "PromQlSyntax", $"{error.Problem}, at {Place(error)} of the expression", error.Expected);
            foreach (var label in (rule.Map.Find("labels") as YamlMap)?.Entries ?? [])
            {
                if (!LabelNames.IsValid(label.Key.Value) || label.Key.Value == "__name__")
                    yield return rule.Problem(label.Key, "labels", "LabelNameInvalid", $"'{ServiceName.Printable(label.Key.Value)}' is not the name of a label that a rule may set", "Use letters, digits and '_', and no digit at the start");
            }
        }
    }

    private static string Place(PromQlSyntaxError error) => error.Line == 1
        ? "column " + error.Column.ToString(CultureInfo.InvariantCulture)
        : string.Format(CultureInfo.InvariantCulture, "line {0}, column {1}", error.Line, error.Column);
}
