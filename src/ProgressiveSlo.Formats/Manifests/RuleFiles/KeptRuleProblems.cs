using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.RuleFiles;

/// <summary>
/// Finds rules that Prometheus refuses and that say what they mean all the same: the SLOs near them are read, and what is wrong is said.
/// </summary>
internal static class KeptRuleProblems
{
    private static readonly string[] _durations = ["for", "keep_firing_for"];

    /// <summary>What is wrong with the rules of a document, in its order.</summary>
    /// <param name="content">The rules.</param>
    /// <param name="said">Lines of rules of which something was said already.</param>
    public static IEnumerable<DocumentProblem> Find(RuleContent content, ICollection<int> said)
    {
        var isPromQl = !content.Form.IsMetricsQl && content.Document.Dialect == QueryDialect.PromQl;
        return content
            .Groups.Where(g => !g.IsOtherType)
            .SelectMany(g => g.Rules)
            .Where(r => !said.Contains(r.Map.Line))
            .SelectMany(r => Find(content, r, isPromQl));
    }

    private static IEnumerable<DocumentProblem> Find(RuleContent content, RuleNode rule, bool isPromQl)
    {
        if (rule.Text("alert") is not null && rule.Text("record") is { } record)
            yield return Problem(
                record,
                "record",
                "RuleInvalid",
                "The rule is an alert and a recording at once, which Prometheus refuses",
                "Make two rules of it"
            );
        if (isPromQl && rule.Expression is { } expression && !LogQl.IsLogQl(expression.Value))
        {
            PromQlParser.TryParse(expression.Value, PromQlOptions.Plain, out _, out _, out var error);
            if (error is { Kind: not PromQlErrorKind.OtherVersion })
                yield return Problem(expression, "expr", "PromQlSyntax", $"{error.Problem}, {error.Place}", error.Expected);
        }

        foreach (var key in _durations)
        {
            if (rule.Text(key) is { } time && RuleDuration.Read(time.Value) is null)
                yield return Problem(
                    time,
                    key,
                    "DurationInvalid",
                    $"'{ServiceName.Printable(time.Value)}' is not a duration",
                    "Write it as Prometheus does, for example 5m or 1h30m"
                );
        }

        DocumentProblem Problem(YamlScalar node, string key, string code, string message, string fix) =>
            new(
                content.Document.Path,
                node.Line,
                node.Column,
                new FieldProblem(rule.Field + "." + key, message, fix) { Code = code, IsKept = true }
            );
    }
}
