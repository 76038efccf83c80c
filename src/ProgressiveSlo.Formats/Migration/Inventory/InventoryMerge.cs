using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
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
    private readonly HashSet<int> _taken = [];

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
        var own = DefinitionItem.Of(definition);
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
        var own = DefinitionItem.Of(definition);
        if (Find(definition, i => (i.Target is null || i.Target == own.Target) && (i.Window is null || i.Window == own.Window)) is not { } place || !_taken.Add(place))
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

    /// <summary>All items: what rules say, in the order in which they were read, and then the definitions of which no rules were found.</summary>
    public IReadOnlyList<SloInventoryItem> Complete() => _items;

    private int? Find(SloDefinition definition, Func<SloInventoryItem, bool> fits)
    {
        foreach (var service in new[] { definition.Service, "" })
        {
            foreach (var name in new[] { definition.Name, definition.ShortName, definition.Source?.DocumentName ?? definition.Name, definition.Id })
            {
                if (_generated.TryGetValue((service, name), out var place) && !_taken.Contains(place) && fits(_items[place]))
                    return place;
            }
        }

        return null;
    }

    private static string Place(SloInventoryItem item) =>
        PrintableText.Escape(item.Path) + (item.Line > 0 ? "(" + item.Line.ToString(CultureInfo.InvariantCulture) + ")" : "");
}
