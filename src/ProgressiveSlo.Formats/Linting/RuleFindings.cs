using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>What the checks of queries and alerts say of the rules of a document.</summary>
internal static class RuleFindings
{
    /// <summary>The findings, each with the line of its rule.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">What the lint knows besides.</param>
    /// <param name="watched">Takes the values of labels that alerts on recorded series name, which may be names of SLOs.</param>
    public static IEnumerable<(Finding Finding, int Line)> Find(ManifestDocument document, LintOptions options, ISet<string> watched)
    {
        var content = RuleContent.Read(document);
        if (content.Template is not null)
            yield break;
        foreach (var group in content.Groups)
        {
            foreach (var rule in group.Rules)
            {
                if (RuleLanguageCheck.IsOther(content.Form, group, rule))
                    continue;
                var subject = Subject(rule, options);
                Watch(subject, watched);
                foreach (var remark in RuleLint.Run(subject))
                    yield return (Finding(document.Path, rule, remark), rule.Map.Line);
            }
        }
    }

    private static RuleSubject Subject(RuleNode rule, LintOptions options)
    {
        PromQlExpression? tree = null;
        if (rule.Expression is { } expression)
            PromQlParser.TryParse(expression.Value, PromQlOptions.Plain, out tree, out _);
        return new RuleSubject(rule.Text(rule.IsAlert ? "alert" : "record")?.Value ?? "", rule.IsAlert, tree, options)
        {
            Waits = rule.Text("for") is { } text && RuleDuration.Read(text.Value) is not 0,
            Labels = Texts(rule, "labels"),
            Annotations = Texts(rule, "annotations"),
        };
    }

    private static KeyValuePair<string, string>[] Texts(RuleNode rule, string key) =>
        rule.Map.Find(key) is YamlMap map
            ? map
                .Entries.Where(e => e.Value is YamlScalar)
                .Select(e => new KeyValuePair<string, string>(ServiceName.Printable(e.Key.Value), ((YamlScalar)e.Value).Value))
                .ToArray()
            : [];

    private static void Watch(RuleSubject subject, ISet<string> watched)
    {
        if (!subject.IsAlert || subject.Query is not { } query)
            return;
        foreach (var use in query.Uses)
        {
            if (use.Metric?.IndexOf(':') >= 0)
                watched.UnionWith(use.Selector.Conditions.Where(c => c.Matcher.Operator == "=").Select(c => c.Matcher.Value));
        }
    }

    private static Finding Finding(string path, RuleNode rule, RuleRemark remark)
    {
        var node = Node(rule.Map, remark.Key) ?? rule.Map;
        return new Finding(
            remark.Code,
            new FindingPlace(path, node.Line, node.Column, rule.Field + "." + remark.Key),
            remark.Message,
            remark.Fix
        )
        {
            MinimumSeverity = remark.AtLeast,
        };
    }

    private static YamlNode? Node(YamlMap map, string key)
    {
        var dot = key.IndexOf('.');
        return dot < 0 ? map.Find(key) : (map.Find(key.Substring(0, dot)) as YamlMap)?.Find(key.Substring(dot + 1));
    }
}
