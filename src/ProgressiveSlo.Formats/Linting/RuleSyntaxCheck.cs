using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>What Prometheus refuses in a rule: an expression that does not parse, and names that are none.</summary>
internal sealed class RuleSyntaxCheck : IDocumentCheck
{
    private const string MetricName = "__name__";

    public IReadOnlyList<string> Codes => ["PromQlSyntax", FeatureNeed.Code, "MetricNameInvalid", "LabelNameInvalid"];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var path = content.Document.Path;
        foreach (var group in content.Groups)
        {
            foreach (var rule in group.Rules)
            {
                if (RuleLanguageCheck.IsOther(content.Form, group, rule))
                    continue;
                foreach (var problem in Names(path, rule, options.PrometheusVersion))
                    yield return problem;
                if (rule.Expression is not { } expression)
                    continue;
                foreach (var problem in Expression(path, rule, expression, options, content.Form))
                    yield return problem;
            }
        }
    }

    private static IEnumerable<DocumentProblem> Names(string path, RuleNode rule, PrometheusVersion? version)
    {
        if (rule.Map.Find("record") is YamlScalar { Value.Length: > 0 } record && !LabelNames.IsMetricName(record.Value))
        {
            // Prometheus refuses braces, which are mostly labels that went astray.
            var isName = LabelNames.IsUtf8Name(record.Value) && record.Value.IndexOfAny(['{', '}']) < 0;
            if (Name(path, rule, record, "record", isName, version) is { } problem)
                yield return problem;
        }

        foreach (var label in (rule.Map.Find("labels") as YamlMap)?.Entries ?? [])
        {
            if ((LabelNames.IsValid(label.Key.Value) && label.Key.Value != MetricName) || label.Key.IsNull)
                continue;
            var isName = LabelNames.IsUtf8Name(label.Key.Value) && label.Key.Value != MetricName;
            if (Name(path, rule, label.Key, "labels", isName, version) is { } problem)
                yield return problem;
        }

        foreach (var annotation in rule.IsAlert ? (rule.Map.Find("annotations") as YamlMap)?.Entries ?? [] : [])
        {
            if (
                !annotation.Key.IsNull
                && !LabelNames.IsValid(annotation.Key.Value)
                && Name(path, rule, annotation.Key, "annotations", LabelNames.IsUtf8Name(annotation.Key.Value), version) is { } problem
            )
                yield return problem;
        }
    }

    // Since 3.0, names have any characters.
    private static DocumentProblem? Name(string path, RuleNode rule, YamlScalar name, string key, bool isName, PrometheusVersion? version)
    {
        var shown = $"'{ServiceName.Printable(name.Value)}'";
        if (isName)
            return FeatureNeed.Find(PromQlFeatures.QuotedName, version, "as " + shown + " does") is { } need
                ? rule.Problem(path, name, key, FeatureNeed.Code, need.Message, need.Fix ?? "", need.IsRefused)
                : null;
        return key == "record"
            ? rule.Problem(
                path,
                name,
                key,
                "MetricNameInvalid",
                $"{shown} is not a metric name",
                "Use letters, digits, '_' and ':', and no digit at the start"
            )
            : rule.Problem(
                path,
                name,
                key,
                "LabelNameInvalid",
                $"{shown} is not the name of {(key == "labels" ? "a label that a rule may set" : "an annotation")}",
                "Use letters, digits and '_', and no digit at the start"
            );
    }

    private static IEnumerable<DocumentProblem> Expression(
        string path,
        RuleNode rule,
        YamlScalar expression,
        LintOptions options,
        RuleForm form
    )
    {
        var version = options.PrometheusVersion;
        var isParsed = PromQlParser.TryParse(expression.Value, PromQlOptions.Plain, out _, out var features, out var error);

        // MetricsQL has more than PromQL, and which of its versions evaluates the rule is not known.
        if (form.IsMetricsQl || options.Dialect == QueryDialect.MetricsQl)
            yield break;

        // The newest grammar knows of more that is to be told; only what it has no longer is read by the older one.
        if (!isParsed && error!.Kind == PromQlErrorKind.OtherVersion && version is not null)
            PromQlParser.TryParse(
                expression.Value,
                new PromQlOptions { PrometheusVersion = version.Value },
                out _,
                out features,
                out error
            );
        if (error is { Kind: not PromQlErrorKind.OtherVersion })
            yield return rule.Problem(path, expression, "expr", "PromQlSyntax", $"{error.Problem}, {error.Place}", error.Expected);
        foreach (var need in FeatureNeed.Find(expression.Value, features, error, version))
            yield return rule.Problem(path, expression, "expr", FeatureNeed.Code, need.Message, need.Fix ?? "", need.IsRefused);
    }
}
