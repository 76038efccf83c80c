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
    private readonly List<SloInventoryItem> _items;
    private readonly Dictionary<(string Service, string Name), int> _generated = [];
    private readonly HashSet<int> _matched = [];

    public InventoryMerge(IReadOnlyList<SloInventoryItem> recognised)
    {
        _items = [.. recognised];
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            if (!item.HandWritten && item.Method == SloMethod.Definition && !_generated.ContainsKey((item.Service ?? "", item.Name)))
                _generated.Add((item.Service ?? "", item.Name), i);
        }
    }

    /// <summary>Says more of an item by the definition that its rules were turned back into.</summary>
    public void AddGenerated(SloDefinition definition)
    {
        var own = DefinitionItems.Create(definition);
        if (Find(definition, i => i.Path == own.Path) is not { } place)
        {
            _generated[(definition.Service, own.Name)] = _items.Count;
            _items.Add(own);
            return;
        }

        var item = _items[place];
        _items[place] = item with
        {
            Service = own.Service,
            Name = own.Name,
            Measure = own.Measure == SloMeasure.Unknown ? item.Measure : own.Measure,
            Target = own.Target,
            Window = own.Window,
            AlertWindows = item.AlertWindows.Count > 0 ? item.AlertWindows : own.AlertWindows,
            Query = item.Query.Length > 0 ? item.Query : own.Query,
            Owner = own.Owner ?? item.Owner,
            Certainty = Certainty.Certain,
        };
        _generated[(definition.Service, own.Name)] = place;
    }

    /// <summary>Adds a definition that people wrote; rules that were made from it become part of its item.</summary>
    public void AddWritten(SloDefinition definition)
    {
        var own = DefinitionItems.Create(definition);
        if (
            Find(definition, i => (i.Target is null || i.Target == own.Target) && (i.Window is null || i.Window == own.Window))
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

    private int? Find(SloDefinition definition, Func<SloInventoryItem, bool> fits)
    {
        foreach (var service in new[] { definition.Service, "" })
        {
            foreach (
                var name in new[]
                {
                    definition.Name,
                    definition.ShortName,
                    definition.Source?.DocumentName ?? definition.Name,
                    definition.Id,
                }
            )
            {
                if (_generated.TryGetValue((service, name), out var place) && !_matched.Contains(place) && fits(_items[place]))
                    return place;
            }
        }

        return null;
    }

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
                .Names.Select(o => definition.Labels.TryGetValue(o, out var owner) && owner.Length > 0 ? owner : null)
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
