using System.Text.RegularExpressions;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Recording rules by the series that they record.</summary>
internal sealed class RuleIndex
{
    // From this many rules of one name on, they are looked up by their labels.
    private const int Many = 16;

    // So many rules of one name are looked at to say whether one records a series.
    private const int MaximumSeen = 256;
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<RuleEntry>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Label, string Value), List<RuleEntry>> _byLabel = [];
    private readonly HashSet<string> _indexed = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Name, string Path), List<RuleEntry>> _byPath = [];
    private readonly Dictionary<(string Name, string Path, string Group), List<RuleEntry>> _byGroup = [];

    // How many rules may be looked at, and be found together with others, in all. Real rules use a small part of it; thousands of
    // references, each to thousands of rules, would cost the product of both.
    private long _looks = 1_000_000;
    private long _matches = 100_000;

    /// <summary>The first rule whose reference was not followed, because too many rules refer to too many others; null for none.</summary>
    public RuleEntry? Unfollowed { get; private set; }

    /// <summary>Notes that a rule records this series, and that its expression could not be read.</summary>
    public void AddUnread(string name) => _unread.Add(name);

    /// <summary>What is known of the rules that record some series.</summary>
    public RecordingState FindState(string name, IReadOnlyList<LabelMatcher> conditions)
    {
        if (_byName.TryGetValue(name, out var all))
        {
            var narrow = all.Count > Many ? Narrow(name, all, conditions) : all;
            if (narrow.Take(MaximumSeen).Any(e => conditions.All(c => Accepts(e, c))))
                return RecordingState.NotUnderstood;
            if (narrow.Count > MaximumSeen)
                return RecordingState.NotFollowed;
        }

        return _unread.Contains(name) ? RecordingState.NotUnderstood
            : all is null ? RecordingState.Missing
            : RecordingState.OtherLabels;
    }

    public bool Contains(string name) => _byName.ContainsKey(name);

    public void Add(RuleEntry entry)
    {
        var rule = entry.Rule;
        Put(_byName, rule.Name, entry);
        Put(_byPath, (rule.Name, rule.Path), entry);
        Put(_byGroup, (rule.Name, rule.Path, rule.Group), entry);
        _looks += 100;
        _matches += 10;
    }

    /// <summary>Rules of a name, whatever their labels.</summary>
    public IReadOnlyList<RuleEntry> Named(string name) => _byName.TryGetValue(name, out var list) ? list : [];

    /// <summary>
    /// Rules whose series a selector chooses, as far as labels say. Prometheus knows no files, but people do: what is in the reader's group
    /// or file goes before all others.
    /// </summary>
    public IReadOnlyList<RuleEntry> Find(string name, IReadOnlyList<LabelMatcher> conditions, RuleEntry reader)
    {
        if (!_byName.TryGetValue(name, out var all))
            return [];
        var narrow = all.Count > Many ? Narrow(name, all, conditions) : all;
        var (path, group) = (reader.Rule.Path, reader.Rule.Group);
        List<RuleEntry>?[] nearest =
        [
            _byGroup.TryGetValue((name, path, group), out var ofGroup) ? Smaller(narrow, ofGroup) : null,
            _byPath.TryGetValue((name, path), out var ofPath) ? Smaller(narrow, ofPath) : null,
            narrow,
        ];
        for (var level = 0; level < nearest.Length; level++)
        {
            if (nearest[level] is not { } candidates)
                continue;
            if ((_looks -= candidates.Count) < 0)
                return StopFollowing(reader);
            var found = candidates
                .Where(e =>
                    e != reader
                    && (level == 2 || e.Rule.Path == path)
                    && (level > 0 || e.Rule.Group == group)
                    && conditions.All(c => Accepts(e, c))
                )
                .ToList();
            if (found.Count == 0)
                continue;
            return found.Count > 1 && (_matches -= found.Count) < 0 ? StopFollowing(reader) : found;
        }

        return [];
    }

    private IReadOnlyList<RuleEntry> StopFollowing(RuleEntry reader)
    {
        Unfollowed ??= reader;
        return [];
    }

    private static List<RuleEntry> Smaller(List<RuleEntry> a, List<RuleEntry> b) => a.Count < b.Count ? a : b;

    private static void Put<TKey>(Dictionary<TKey, List<RuleEntry>> lists, TKey key, RuleEntry entry)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(entry);
    }

    /// <summary>Whether a rule's series can meet a condition.</summary>
    public static bool Accepts(RuleEntry entry, LabelMatcher condition) =>
        Accepts(entry.Labels, condition)
        && (
            entry.Kept is null
            || condition.Operator != "="
            || condition.Value.Length == 0
            || entry.Labels.ContainsKey(condition.Label)
            || entry.Kept.Contains(condition.Label)
        );

    /// <summary>Whether series with these labels, and maybe others, can meet a condition.</summary>
    private static bool Accepts(IReadOnlyDictionary<string, string> labels, LabelMatcher condition)
    {
        if (!labels.TryGetValue(condition.Label, out var value) || value.Contains("{{") || PanelVariables.HasVariable(condition.Value))
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
                    Put(_byLabel, (name, label.Key, label.Value), entry);
                }
            }
        }

        List<RuleEntry>? best = null;
        foreach (var condition in conditions)
        {
            if (
                condition.Operator == "="
                && _byLabel.TryGetValue((name, condition.Label, condition.Value), out var ofLabel)
                && (best is null || ofLabel.Count < best.Count)
            )
                best = ofLabel;
        }

        return best ?? list;
    }

    private static bool Matches(string pattern, string value)
    {
        foreach (var alternative in RegexAlternatives.Split(pattern, true))
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

/// <summary>What is known of the rules that record a series of which only the name tells something.</summary>
internal enum RecordingState
{
    /// <summary>No rule here records it.</summary>
    Missing,

    /// <summary>Rules here record series of this name with other labels.</summary>
    OtherLabels,

    /// <summary>A rule here records it, and what the rule computes was not understood.</summary>
    NotUnderstood,

    /// <summary>So many rules record series of this name that not each was looked at.</summary>
    NotFollowed,
}

/// <summary>A rule that can be read, and what is known of it. The tree is not kept: it is many times as large as the text.</summary>
internal sealed class RuleEntry(ObservedRule rule, int order, string expression, string[] names)
{
    public ObservedRule Rule { get; } = rule;

    /// <summary>Place among all rules that were added.</summary>
    public int Order { get; } = order;

    /// <summary>The query, with a dashboard's variables replaced.</summary>
    public string Expression { get; } = expression;

    /// <summary>Names of the series that it reads.</summary>
    public string[] Names { get; } = names;

    /// <summary>Labels that its series can have beside the rule's own; null when that cannot be told.</summary>
    public IReadOnlyList<string>? Kept { get; set; }

    /// <summary>What a recording rule stands for, once it is read; null before that, and in a cycle.</summary>
    public ExpressionMeaning? Meaning { get; set; }

    public IReadOnlyDictionary<string, string> Labels => Rule.Labels;
}
