using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>Recording rules by the series that they record.</summary>
internal sealed class RuleIndex
{
    // From this many rules of one name on, they are looked up by their labels.
    private const int _many = 16;

    private readonly Dictionary<string, List<RuleEntry>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Label, string Value), List<RuleEntry>> _byLabel = [];
    private readonly HashSet<string> _indexed = new(StringComparer.Ordinal);

    public bool Contains(string name) => _byName.ContainsKey(name);

    public void Add(RuleEntry entry)
    {
        if (!_byName.TryGetValue(entry.Rule.Name, out var list))
            _byName[entry.Rule.Name] = list = [];
        list.Add(entry);
    }

    /// <summary>Rules of a name, whatever their labels.</summary>
    public IReadOnlyList<RuleEntry> Named(string name) => _byName.TryGetValue(name, out var list) ? list : [];

    /// <summary>Rules whose series a selector chooses, as far as the rules' own labels say. Those nearest to the reader go before all others.</summary>
    public IReadOnlyList<RuleEntry> Find(string name, IReadOnlyList<LabelMatcher> conditions, RuleEntry reader)
    {
        if (!_byName.TryGetValue(name, out var list))
            return [];
        var candidates = list.Count > _many ? Narrow(name, list, conditions) : list;
        var found = candidates.Where(e => e != reader && conditions.All(c => Accepts(e, c))).ToList();
        if (found.Count < 2)
            return found;

        // Prometheus knows no files, but people do: what is in the same group or file is meant.
        var near = found.Where(e => e.Rule.Path == reader.Rule.Path && e.Rule.Group == reader.Rule.Group).ToList();
        if (near.Count > 0)
            return near;
        near = [.. found.Where(e => e.Rule.Path == reader.Rule.Path)];
        return near.Count > 0 ? near : found;
    }

    /// <summary>Whether a rule's series can meet a condition.</summary>
    public static bool Accepts(RuleEntry entry, LabelMatcher condition) =>
        Accepts(entry.Labels, condition)
        && (entry.Kept is null || condition.Operator != "=" || condition.Value.Length == 0 || entry.Labels.ContainsKey(condition.Label) || entry.Kept.Contains(condition.Label));

    /// <summary>Whether series with these labels, and maybe others, can meet a condition.</summary>
    private static bool Accepts(IReadOnlyDictionary<string, string> labels, LabelMatcher condition)
    {
        if (!labels.TryGetValue(condition.Label, out var value) || value.Contains("{{"))
            return true;
        return condition.Operator switch
        {
            "=" => value == condition.Value,
            "!=" => value != condition.Value,
            "=~" => Matches(condition.Value, value),
            _ => !Matches(condition.Value, value),
        };
    }

    private List<RuleEntry> Narrow(string name, List<RuleEntry> list, IReadOnlyList<LabelMatcher> conditions)
    {
        if (_indexed.Add(name))
        {
            foreach (var entry in list)
            {
                foreach (var label in entry.Labels)
                {
                    var key = (name, label.Key, label.Value);
                    if (!_byLabel.TryGetValue(key, out var ofLabel))
                        _byLabel[key] = ofLabel = [];
                    ofLabel.Add(entry);
                }
            }
        }

        List<RuleEntry>? best = null;
        foreach (var condition in conditions)
        {
            if (condition.Operator == "=" && _byLabel.TryGetValue((name, condition.Label, condition.Value), out var ofLabel) && (best is null || ofLabel.Count < best.Count))
                best = ofLabel;
        }

        return best ?? list;
    }

    private static bool Matches(string pattern, string value)
    {
        foreach (var alternative in RegexAlternatives.Of(pattern, true))
        {
            if (alternative == value || alternative is ".*" or ".+")
                return true;
            if (alternative.IndexOfAny(['.', '*', '+', '[', '\\', '?', '(']) < 0)
                continue;
            try
            {
                if (Regex.IsMatch(value, "^(?:" + alternative + ")$", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(50)))
                    return true;
            }
            catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
            {
                return true;
            }
        }

        return false;
    }
}
