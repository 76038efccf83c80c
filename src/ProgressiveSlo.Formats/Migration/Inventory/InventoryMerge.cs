using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Makes one item of a definition and the rules that a generator made from it. Where they disagree on target or window both stay, so that
/// the disagreement is seen.
/// </summary>
internal sealed class InventoryMerge
{
    // What generators call an SLO. Two SLOs may have one query and even one name, and never one of these.
    private static readonly string[] _idLabels = ["slo_id", "sloth_id"];

    private readonly List<SloInventoryItem> _items;

    // By the file of a rule, and once more by no file for all of them.
    private readonly Dictionary<(string Path, string Namespace, string Service, string Name), List<int>> _byName = [];
    private readonly Dictionary<(string Path, string Id), List<int>> _byId = [];
    private readonly HashSet<int> _matched = [];

    public InventoryMerge(IReadOnlyList<SloInventoryItem> recognised)
    {
        _items = [.. recognised];
        for (var i = 0; i < _items.Count; i++)
        {
            if (!_items[i].HandWritten && _items[i].Method == SloMethod.Definition)
                Note(i);
        }
    }

    /// <summary>Says more of an item by the definition that its rules were turned back into.</summary>
    public void AddGenerated(SloDefinition definition)
    {
        var own = DefinitionItems.Create(definition);
        if (Find(definition, own.Path, _ => true) is not { } place)
        {
            _items.Add(own);
            Note(_items.Count - 1);
            return;
        }

        var item = _items[place];
        _items[place] = item with
        {
            Service = own.Service,
            Namespace = own.Namespace ?? item.Namespace,
            Name = own.Name,
            Measure = own.Measure == SloMeasure.Unknown ? item.Measure : own.Measure,
            Target = own.Target,
            Window = own.Window,
            AlertWindows = item.AlertWindows.Count > 0 ? item.AlertWindows : own.AlertWindows,
            Query = item.Query.Length > 0 ? item.Query : own.Query,
            Owner = own.Owner ?? item.Owner,
            Certainty = item.Target is { } implied && implied != own.Target ? Certainty.Likely : Certainty.Certain,
            Reason = Reason(item, own),
        };
        Note(place);
    }

    // The reason of an item that the rules alone gave says what they said of target and service, which the definition may know better.
    private static string Reason(SloInventoryItem item, SloInventoryItem own) =>
        item.Target == own.Target && item.Service is not null ? item.Reason
        : own.Target is not { } target ? item.Reason
        : $"{item.Format} made the rules, and they say the target {NumberText.PercentShort(target)}"
            + (
                item.Target is { } implied && implied != target
                    ? $"; the thresholds of its alerts imply another one, {NumberText.PercentShort(implied)}"
                    : ""
            );

    private void Note(int place)
    {
        var item = _items[place];
        foreach (var path in item.Rules.Select(r => r.Path).Concat([item.Path, ""]).Distinct())
        {
            Put(_byName, (path, Space(item.Namespace), item.Service ?? "", item.Name), place);
            foreach (var id in Ids(item))
                Put(_byId, (path, id), place);
        }
    }

    private static IEnumerable<string> Ids(SloInventoryItem item) =>
        item.Rules.SelectMany(r => _idLabels.Where(r.Labels.ContainsKey).Select(l => r.Labels[l])).Distinct();

    private static void Put<TKey>(Dictionary<TKey, List<int>> places, TKey key, int place)
        where TKey : notnull
    {
        if (!places.TryGetValue(key, out var list))
            places.Add(key, list = []);
        if (list.Count == 0 || list[list.Count - 1] != place)
            list.Add(place);
    }

    /// <summary>Adds a definition that people wrote; rules that were made from it become part of its item.</summary>
    public void AddWritten(SloDefinition definition)
    {
        var own = DefinitionItems.Create(definition);
        if (
            Find(definition, "", i => (i.Target is null || i.Target == own.Target) && (i.Window is null || i.Window == own.Window))
                is not { } place
            || !_matched.Add(place)
        )
        {
            _items.Add(own);
            return;
        }

        var item = _items[place];
        _items[place] = own with
        {
            AlertWindows = item.AlertWindows.Count > 0 ? item.AlertWindows : own.AlertWindows,
            Owner = own.Owner ?? item.Owner,
            Reason = $"{own.Reason}; {item.Format} made the rules at {Place(item)} from it",
            Rules = item.Rules,
        };
    }

    /// <summary>
    /// All items: what rules say, in the order in which they were read, and then the definitions of which no rules were found.
    /// </summary>
    public IReadOnlyList<SloInventoryItem> Complete() => _items;

    private int? Find(SloDefinition definition, string path, Func<SloInventoryItem, bool> fits)
    {
        var own = Space(definition.Namespace);
        if (_byId.TryGetValue((path, definition.Id), out var ofId) && First(ofId, _ => true) is { } same)
            return same;
        foreach (var space in own.Length > 0 ? new[] { own, "" } : [""])
        {
            foreach (var service in new[] { definition.Service, "" })
            {
                foreach (var name in Names(definition))
                {
                    if (
                        _byName.TryGetValue((path, space, service, name), out var places)
                        && First(places, i => space == own || !SaysNamespace(i)) is { } place
                    )
                        return place;
                }
            }
        }

        return null;

        int? First(List<int> places, Func<SloInventoryItem, bool> isOfSpace)
        {
            places.RemoveAll(_matched.Contains);
            foreach (var place in places)
            {
                if (isOfSpace(_items[place]) && fits(_items[place]))
                    return place;
            }

            return null;
        }
    }

    private static string[] Names(SloDefinition definition) =>
        [definition.Name, definition.ShortName, definition.Source?.DocumentName ?? definition.Name, definition.Id];

    private static string Space(string? @namespace) => ServiceName.OtherNamespace(@namespace) ?? "";

    // Our own rules without a namespace are those of the usual one; those of other generators are of any.
    private static bool SaysNamespace(SloInventoryItem item) => item.Rules.Any(r => r.Labels.ContainsKey(ExactNames.Id));

    private static string Place(SloInventoryItem item) => PlaceText.Format(PrintableText.Escape(item.Path), item.Line);
}

/// <summary>Makes inventory items of definitions.</summary>
internal static class DefinitionItems
{
    /// <summary>The item of a definition.</summary>
    public static SloInventoryItem Create(SloDefinition definition) =>
        new()
        {
            Service = definition.Service,
            Namespace = ServiceName.OtherNamespace(definition.Namespace),
            Name = definition.ShortName,
            Measure = Measure(definition),
            Method = SloMethod.Definition,
            Target = definition.Target,
            Window = definition.Window,
            AlertWindows =
            [
                .. definition.Alerting.Select(a => new InventoryAlert("", a.Severity)
                {
                    LongWindow = a.LongWindow,
                    ShortWindow = a.ShortWindow,
                    BurnRate = a.BurnRate,
                    Threshold = a.ErrorRatioThreshold(definition.Target),
                    Line = definition.Source?.LocationOf("alerting").Line ?? 0,
                }),
            ],
            Format = definition.Source?.Format ?? "",
            Path = definition.Source?.Path ?? "",
            Line = definition.Source?.Line ?? 0,
            Query = Query(definition.Indicator),
            Owner = OwnerLabels
                .Names.Select(o =>
                    (definition.Labels.TryGetValue(o, out var owner) || definition.ObjectMetadata?.Labels.TryGetValue(o, out owner) == true)
                    && owner.Length > 0
                        ? owner
                        : null
                )
                .FirstOrDefault(o => o is not null),
            Certainty = UnreadQuery(definition.Indicator) is null ? Certainty.Certain : Certainty.Likely,
            Reason =
                $"a definition in the format {definition.Source?.Format} says it"
                + (UnreadQuery(definition.Indicator) is { } unread ? $"; its query is {unread}, and is not read here" : ""),
        };

    // What a query is that nobody here understands; null for PromQL.
    private static string? UnreadQuery(SloIndicator indicator) =>
        indicator.Queries is not { } queries ? $"text for {indicator.DataSource}"
        : new[] { queries.GoodQuery, queries.BadQuery, queries.TotalQuery, queries.ErrorRatioQuery }.All(q =>
            q is null || q.Tree is not null || q.FilledTree is not null
        )
            ? null
        : "not PromQL";

    private static SloMeasure Measure(SloDefinition definition) =>
        definition.Indicator switch
        {
            NativeLatencyIndicator => SloMeasure.Latency,
            RatioIndicator { LatencyThreshold: not null } => SloMeasure.Latency,
            RatioIndicator ratio => IsLatency(ratio.Total.ToString()) && ratio.Good is { } good && IsLatency(good.ToString())
                ? SloMeasure.Latency
                : SloMeasure.Availability,
            BoolGaugeIndicator => SloMeasure.Availability,
            QueryIndicator query => IsLatency(query.Good ?? query.Bad ?? "") ? SloMeasure.Latency : SloMeasure.Availability,
            RawRatioIndicator raw => IsLatency(raw.Query) ? SloMeasure.Latency : SloMeasure.Availability,
            ThresholdIndicator threshold => IsLatency(threshold.Query) || IsNamedLatency(threshold.Query)
                ? SloMeasure.Latency
                : SloMeasure.Unknown,
            _ => SloMeasure.Unknown,
        };

    // Only buckets of a histogram have a bound.
    private static bool IsLatency(string query) =>
        query.IndexOf("_bucket", StringComparison.Ordinal) >= 0 || query.IndexOf("histogram_fraction", StringComparison.Ordinal) >= 0;

    private static bool IsNamedLatency(string query) =>
        query.IndexOf("latency", StringComparison.OrdinalIgnoreCase) >= 0
        || query.IndexOf("duration", StringComparison.OrdinalIgnoreCase) >= 0;

    // The error ratio, as rules are written for it.
    private static string Query(SloIndicator indicator) =>
        indicator.Queries switch
        {
            { ErrorRatio: { } ratio } => ratio,
            { Bad: { } bad, Total: { } total } => $"({bad}) / ({total})",
            { Good: { } good, Total: { } total } => $"1 - (({good}) / ({total}))",
            _ => indicator switch
            {
                RawRatioIndicator raw => raw.ErrorRatioQuery.Text,
                QueryIndicator { Bad: { } bad } query => $"({bad}) / ({query.Total})",
                QueryIndicator query => $"1 - (({query.Good}) / ({query.Total}))",
                _ => indicator.ToString() ?? "",
            },
        };
}

/// <summary>
/// Knows the rules of files, to tell which of a running Prometheus are the same. A server prints expressions in its own way.
/// </summary>
internal sealed class DuplicateRules
{
    private readonly ILookup<(ObservedRuleKind Kind, string Name), ObservedRule> _rules;
    private readonly Dictionary<ObservedRule, string> _printed = [];

    public DuplicateRules(IEnumerable<ObservedRule> rules) => _rules = rules.ToLookup(r => (r.Kind, r.Name));

    /// <summary>Whether a rule with the same name, labels and meaning stands in a file.</summary>
    public bool Contains(ObservedRule loaded)
    {
        string? printed = null;
        foreach (var rule in _rules[(loaded.Kind, loaded.Name)])
        {
            if (rule.For == loaded.For && Same(rule.Labels, loaded.Labels) && Printed(rule) == (printed ??= Print(loaded.Expression)))
                return true;
        }

        return false;
    }

    private string Printed(ObservedRule rule) => _printed.TryGetValue(rule, out var text) ? text : _printed[rule] = Print(rule.Expression);

    private static string Print(string expression) =>
        PromQlParser.ParseOrNull(expression) is { } tree ? PromQlPrinter.Print(tree) : expression.Trim();

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(l => b.TryGetValue(l.Key, out var value) && value == l.Value);
}
