using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>= compares the text as it is.</summary>
internal sealed class RegexInEqualityCheck : QueryCheck
{
    private static readonly Regex _looksLikeRegex = new(
        @"^\d\.\.$|\.\*|\.\+|\[\w-\w\]|^\w+(?:\|\w+)+$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    public override string Code => "RegexInEquality";

    protected override IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var node in tree.Descendants())
        {
            if (node is LabelCondition condition && Judge(condition.Matcher) is { } said)
                yield return said;
        }
    }

    private static (string Message, string? Mend)? Judge(LabelMatcher matcher)
    {
        if (matcher.Operator is not ("=" or "!=") || matcher.Label is "__name__" or "le" || !_looksLikeRegex.IsMatch(matcher.Value))
            return null;
        var meant = matcher.Operator == "=" ? "=~" : "!~";
        return ($"{matcher} compares with the text '{ServiceName.Printable(matcher.Value)}' itself, which looks like a regular expression", $"Write {new LabelMatcher(matcher.Label, meant, matcher.Value)}");
    }
}
