using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Orders recorded names so that each comes after those that it is made of, and finds circles. Long chains cost no stack.
/// </summary>
internal sealed class RuleOrder(RuleIndex index, Action<IReadOnlyList<RuleEntry>> reportCycle)
{
    private readonly Dictionary<string, int> _state = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    public IEnumerable<RuleEntry> Sort(IEnumerable<string> names)
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
                        ReportCycle(below.Current);
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

    // Names alone may only seem to turn in a cycle: labels of rules, and offsets into the past, break it.
    private void ReportCycle(string first)
    {
        var steps = _path.Skip(_path.LastIndexOf(first)).Concat([first]).ToList();
        foreach (var start in index.Named(steps[0]))
        {
            if (FindCycle(start, steps) is { } rules)
            {
                reportCycle(rules);
                return;
            }
        }
    }

    // The rules of a circle that comes back to this one; null when labels lead elsewhere, as for the rules of two SLOs.
    private List<RuleEntry>? FindCycle(RuleEntry start, List<string> steps)
    {
        List<Link> ends = [new(start, null)];
        for (var i = 1; i < steps.Count && ends.Count > 0; i++)
        {
            var name = steps[i];
            ends = ends.SelectMany(end => Read(end.Entry, name).Select(e => new Link(e, end)))
                .GroupBy(l => l.Entry)
                .Select(g => g.First())
                .ToList();
        }

        if (ends.FirstOrDefault(l => l.Entry == start) is not { } last)
            return null;
        var rules = new List<RuleEntry>();
        for (var link = last.Before; link is not null; link = link.Before)
            rules.Add(link.Entry);
        rules.Reverse();
        return rules;
    }

    // The rules of this name whose present a rule reads.
    private IEnumerable<RuleEntry> Read(RuleEntry entry, string name)
    {
        if (Array.IndexOf(entry.Names, name) < 0 || PromQlParser.ParseOrNull(entry.Expression) is not { } tree)
            return [];
        var nodes = tree.DescendantsAndSelf().ToArray();
        var isOwn = entry.Rule.Name == name;

        // A rule that reads its own past over a window adds up, and turns in no circle.
        if (
            isOwn
            && nodes.All(n => n is not RangeSelector { Offset: null } r || r.Selector.Name != name)
            && nodes.Any(n => n is RangeSelector r && r.Selector.Name == name)
        )
            return [];
        return nodes
            .OfType<VectorSelector>()
            .Where(s => s.Offset is null && s.Name == name)
            .SelectMany(s =>
            {
                var conditions = s.Conditions.Select(c => c.Matcher).ToArray();
                var found = index.Find(name, conditions, entry);
                return isOwn && conditions.All(c => RuleIndex.Accepts(entry, c)) ? found.Concat([entry]) : found;
            })
            .Distinct();
    }

    private sealed record Link(RuleEntry Entry, Link? Before);
}
