using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>Orders recorded names so that each comes after those that it is made of, and finds circles. Long chains cost no stack.</summary>
internal sealed class RuleOrder(RuleIndex index, Action<IReadOnlyList<RuleEntry>> reportCycle)
{
    private readonly Dictionary<string, int> _state = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    public IEnumerable<RuleEntry> Of(IEnumerable<string> names)
    {
        var open = new Stack<(string Name, IEnumerator<string> Below)>();
        foreach (var name in names)
        {
            if (_state.ContainsKey(name))
                continue;
            Enter(open, name);
            while (open.Count > 0)
            {
                var (current, below) = open.Peek();
                if (below.MoveNext())
                {
                    if (!_state.TryGetValue(below.Current, out var state))
                        Enter(open, below.Current);
                    else if (state == 1)
                        Circle(current, below.Current);
                    continue;
                }

                open.Pop();
                _path.RemoveAt(_path.Count - 1);
                _state[current] = 2;
                foreach (var entry in index.Named(current))
                    yield return entry;
            }
        }
    }

    private void Enter(Stack<(string Name, IEnumerator<string> Below)> open, string name)
    {
        _state[name] = 1;
        _path.Add(name);
        var below = index.Named(name).SelectMany(e => e.Names).Distinct().Where(index.Contains).ToList();
        open.Push((name, below.GetEnumerator()));
    }

    // Names alone may only seem to turn in a circle: labels of rules, and offsets into the past, break it.
    private void Circle(string last, string first)
    {
        var steps = _path.Skip(_path.LastIndexOf(first)).Concat([first]).ToList();
        var rules = new List<RuleEntry>();
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            var reader = index.Named(steps[i]).FirstOrDefault(e => Reads(e, steps[i + 1]));
            if (reader is null)
                return;
            rules.Add(reader);
        }

        reportCycle(rules);
    }

    private bool Reads(RuleEntry entry, string name) =>
        Array.IndexOf(entry.Names, name) >= 0
        && PromQlParser.TryParse(entry.Expression, null, out var tree, out _)
        && tree.DescendantsAndSelf().Any(n => n is VectorSelector { Offset: null } s && s.Name == name && index.Named(name).Any(e => s.Conditions.All(c => RuleIndex.Accepts(e, c.Matcher))))
        && !(entry.Rule.Name == name && tree.DescendantsAndSelf().All(n => n is not RangeSelector { Offset: null } r || r.Selector.Name != name) && tree.DescendantsAndSelf().Any(n => n is RangeSelector r && r.Selector.Name == name));
}
