using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Prometheus reads the first document of a rule file and skips the others without a word.</summary>
internal sealed class RuleFileDocumentsCheck : IDocumentCheck
{
    private const string Code = "RuleFileMultipleDocuments";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var document = content.Document;
        if (document.Index == 0 || !content.Form.IsFile)
            yield break;
        var place = (document.Index + 1).ToString(CultureInfo.InvariantCulture);
        yield return new DocumentProblem(
            document.Path,
            document.Root.Line,
            document.Root.Column,
            new FieldProblem(
                "",
                $"This is document {place} of the rule file, and Prometheus loads the first one alone",
                "Put the groups of all documents into one, or each document into a file of its own"
            )
            {
                Code = Code,
            }
        );
    }
}

/// <summary>Rules in LogQL, and of other databases, are skipped, and that is said once for each document.</summary>
internal sealed class RuleLanguageCheck : IDocumentCheck
{
    private const string Code = "RuleNotPromQl";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var others = content.Groups.SelectMany(g => g.Rules.Where(r => IsOther(content.Form, g, r))).ToArray();
        if (others.Length == 0)
            yield break;
        yield return others[0]
            .Problem(
                content.Document.Path,
                others[0].Map,
                "",
                Code,
                others.Length == 1
                    ? "The rule is LogQL or of another language, and is not checked"
                    : $"{others.Length.ToString(CultureInfo.InvariantCulture)} rules are LogQL or of another language, and are not checked",
                "Nothing needs to be done"
            );
    }

    /// <summary>Whether a rule is in another language than PromQL and MetricsQL.</summary>
    public static bool IsOther(RuleForm form, RuleGroupNode group, RuleNode rule) =>
        form.IsLogQl || group.IsOtherType || (rule.Expression is { } expression && LogQl.IsLogQl(expression.Value));
}

/// <summary>Rules outside of groups are loaded by nobody.</summary>
internal sealed class RulePlaceCheck : IDocumentCheck
{
    public IReadOnlyList<string> Codes => [StrayText.Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        if (content.Strays.Count == 0)
            yield break;
        var (map, field) = content.Strays[0];
        yield return new DocumentProblem(
            content.Document.Path,
            map.Line,
            map.Column,
            new FieldProblem(field, StrayText.Message(content.Strays.Count), StrayText.Fix) { Code = StrayText.Code }
        );
    }
}

/// <summary>Prometheus refuses a rule file with two groups of one name.</summary>
internal sealed class RuleGroupNamesCheck : IDocumentCheck
{
    private const string Code = "RuleGroupDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in content.Groups)
        {
            if (group.Map?.Find("name") is YamlScalar { IsNull: false } name && !names.Add(name.Value))
            {
                yield return new DocumentProblem(
                    content.Document.Path,
                    name.Line,
                    name.Column,
                    new FieldProblem(
                        group.Field + ".name",
                        $"A group '{ServiceName.Printable(name.Value)}' is there already, and Prometheus refuses the file",
                        "Give the group another name"
                    )
                    {
                        Code = Code,
                    }
                );
            }
        }
    }
}

/// <summary>Two rules with one name and the same labels write one series, or fire one alert, in turns.</summary>
internal sealed class DuplicateRulesCheck : IDocumentCheck
{
    private const string Code = "RuleDuplicate";

    public IReadOnlyList<string> Codes => [Code];

    public IEnumerable<DocumentProblem> Check(RuleContent content, LintOptions options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in content.Groups)
        {
            foreach (var rule in group.Rules)
            {
                var kind = rule.IsAlert ? "alert" : "record";
                if (rule.Text(kind) is { } name && !seen.Add(Key(kind, name, rule.Map.Find("labels") as YamlMap, group.Labels)))
                    yield return rule.Problem(
                        content.Document.Path,
                        name,
                        kind,
                        Code,
                        $"A rule '{ServiceName.Printable(name.Value)}' with the same labels is there already",
                        "Give one of them a label that tells them apart, or another name"
                    );
            }
        }
    }

    private static string Key(string kind, YamlScalar name, YamlMap? labels, YamlMap? ofGroup)
    {
        var pairs = (labels?.Entries ?? [])
            .Concat((ofGroup?.Entries ?? []).Where(e => labels?.Find(e.Key.Value) is null))
            .Select(e => e.Key.Value + "\0" + (e.Value as YamlScalar)?.Value)
            .OrderBy(p => p, StringComparer.Ordinal);
        return string.Join("\0\0", pairs.Prepend(name.Value).Prepend(kind));
    }
}
