using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>
/// The conditions of a query on one metric. A condition of all its selectors chooses the events; one of some of them alone tells good
/// from bad, and may do so from either side: <c>code=~"5.."</c> of the bad ones says the same as <c>code!~"5.."</c> of the good ones.
/// </summary>
internal sealed class SelectorFacts
{
    private readonly Dictionary<string, string> _texts;

    private SelectorFacts(Dictionary<string, string> texts) => _texts = texts;

    public IReadOnlyDictionary<string, string> Conditions => _texts;

    public static SelectorFacts Of(IReadOnlyCollection<VectorSelector> selectors)
    {
        var all = selectors.Select(s => s.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__").Distinct().ToArray()).ToArray();
        var texts = all.SelectMany(m => m).Distinct().GroupBy(m => m.Label, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => string.Join(" and ", g.Select(m => Text(m, isOutcome: !all.All(own => own.Contains(m)))).Distinct(StringComparer.Ordinal).OrderBy(t => t, StringComparer.Ordinal)),
            StringComparer.Ordinal);
        return new SelectorFacts(texts);
    }

    /// <summary>The conditions on a label, for a sentence.</summary>
    public string Of(string label) => _texts.TryGetValue(label, out var text) ? text : "anything";

    private static string Text(LabelMatcher matcher, bool isOutcome)
    {
        var shown = isOutcome && matcher.Operator[0] == '!' ? matcher.ToOpposite() : matcher;
        var text = shown.ToString();
        return (isOutcome ? "told apart by " : "") + text.Substring(shown.Label.Length + 1);
    }
}
