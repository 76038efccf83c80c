using System.Text.RegularExpressions;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>= compares the text as it is.</summary>
internal sealed class RegexInEqualityCheck : QueryCheck
{
    private static readonly Regex _looksLikeRegex = new(
        @"^\d\.\.$|\.\*|\.\+|\[\w-\w\]|^\w+(?:\|\w+)+$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    public override string Code => "RegexInEquality";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var node in query.Tree.Descendants())
        {
            if (node is LabelCondition condition && Judge(condition.Matcher) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(LabelMatcher matcher)
    {
        if (matcher.Operator is not ("=" or "!=") || matcher.Label is "__name__" or "le" || !_looksLikeRegex.IsMatch(matcher.Value))
            return null;
        var meant = matcher.Operator == "=" ? "=~" : "!~";
        return (
            $"{matcher} compares with the text '{ServiceName.Printable(matcher.Value)}' itself, which looks like a regular expression",
            $"Write {new LabelMatcher(matcher.Label, meant, matcher.Value)}"
        );
    }
}

/// <summary>A label that is not there has the empty value. Source: Prometheus documentation, "Time series selectors".</summary>
internal sealed class RegexMatchesEmptyCheck : QueryCheck
{
    public override string Code => "RegexMatchesEmpty";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var node in query.Tree.Descendants())
        {
            if (node is LabelCondition condition && Judge(condition.Matcher) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(LabelMatcher matcher)
    {
        if (matcher.Operator != "=~" || HasEmptyAlternative(matcher.Value) || LabelMatching.Matches(matcher, "") != true)
            return null;
        return matcher.Value is ".*" or "^.*$"
            ? ($"{matcher} selects every series, also those without the label", $"Remove the condition, or write {matcher.Label} != \"\"")
            : (
                $"{matcher} also selects series without the label, because the expression matches nothing at all",
                "Write + for *, and no ? around all of it; where the label may be missing, write an empty alternative: (...)|"
            );
    }

    // Who writes a|b| says that the label may be missing.
    private static bool HasEmptyAlternative(string pattern) =>
        pattern.StartsWith("|", StringComparison.Ordinal)
        || (pattern.EndsWith("|", StringComparison.Ordinal) && !pattern.EndsWith("\\|", StringComparison.Ordinal))
        || pattern.Contains("(|")
        || pattern.Contains("|)");
}

/// <summary>Prometheus matches whole values, so the anchors say nothing.</summary>
internal sealed class RegexAnchoredCheck : QueryCheck
{
    public override string Code => "RegexAnchored";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var node in query.Tree.Descendants())
        {
            if (node is LabelCondition condition && Judge(condition.Matcher) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Fix)? Judge(LabelMatcher matcher)
    {
        if (
            matcher.Operator is not ("=~" or "!~")
            || !(
                matcher.Value.StartsWith("^", StringComparison.Ordinal)
                || (matcher.Value.EndsWith("$", StringComparison.Ordinal) && !matcher.Value.EndsWith("\\$", StringComparison.Ordinal))
            )
        )
            return null;
        return (
            $"{matcher} has anchors, and Prometheus matches the whole value anyway",
            "Remove ^ and $; where a part of the value was meant, write .* on its sides"
        );
    }
}
