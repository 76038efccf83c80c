using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Good (or bad) and total are to count the same requests, told apart by their outcome alone.</summary>
internal sealed class SelectorMismatchCheck : ILintCheck
{
    public string Code => "SelectorMismatch";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is not { } pair)
            yield break;
        foreach (var matcher in pair.OnlyInPart)
        {
            if (pair.IsOneFamily && (pair.IsLatency || IsScope(matcher.Label)))
                yield return subject.Remark(Code, pair.Field, $"{pair.Word} selects {matcher} and total does not, so that what the condition leaves out counts as {(pair.IsGood ? "bad" : "good")}", $"Give total the condition {matcher} too, or remove it here");
        }

        foreach (var (label, part, total) in Contradictions(pair))
            yield return subject.Remark(Code, pair.Field, $"{pair.Word} selects {part} and total selects {total}: these are different series", $"Give both the same condition on {label}");
    }

    private static bool IsScope(string label) =>
        label is "job" or "instance" or "namespace" or "service" or "cluster" or "env" or "environment" or "region" or "zone" or "app" or "application" or "pod"
            or "container" or "host" or "route" or "handler" or "method" or "ingress" or "exported_namespace" or "exported_service" or "exported_job" or "tenant";

    private static IEnumerable<(string Label, LabelMatcher Part, LabelMatcher Total)> Contradictions(SelectorPair pair) =>
        from condition in pair.Total.Selector.Conditions
        let total = condition.Matcher
        where total.Operator == "=" && total.Label is not ("__name__" or "le")
        from part in SelectorPair.Conditions(pair.Part, total.Label)
        where part.Operator == "=" && part.Value != total.Value
        select (total.Label, part, total);
}
