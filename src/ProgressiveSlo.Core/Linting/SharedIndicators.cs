using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>
/// Finds services whose indicators are the same series. Indicators are the same when they measure the same, however they are written; names
/// with one slug are one service here.
/// </summary>
public sealed class SharedIndicators
{
    private readonly Dictionary<SloIndicator, SloDefinition> _first = [];
    private readonly Dictionary<(SloIndicator Indicator, string Slug), SloDefinition> _others = [];

    /// <summary>Takes a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The first definition with its indicator, when that is of another service and this is the first one of its own; otherwise
    /// null.</returns>
    public SloDefinition? Add(SloDefinition definition)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        if (!_first.TryGetValue(definition.Indicator, out var first))
        {
            _first.Add(definition.Indicator, definition);
            return null;
        }

        var slug = ServiceName.Slug(definition.Service);
        if (slug == ServiceName.Slug(first.Service) || _others.ContainsKey((first.Indicator, slug)))
            return null;
        _others.Add((first.Indicator, slug), definition);
        return first;
    }

    /// <summary>What <see cref="Add"/> has said of a definition.</summary>
    /// <param name="definition">A definition that was added.</param>
    public SloDefinition? EarlierService(SloDefinition definition)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        return
            _first.TryGetValue(definition.Indicator, out var first)
            && _others.TryGetValue((first.Indicator, ServiceName.Slug(definition.Service)), out var found)
            && ReferenceEquals(found, definition)
            ? first
            : null;
    }

    /// <summary>What is wrong, one sentence without its full stop.</summary>
    /// <param name="one">A definition.</param>
    /// <param name="other">One of another service with the same indicator.</param>
    public static string Message(SloDefinition one, SloDefinition other)
    {
        if (one is null)
            throw new ArgumentNullException(nameof(one));
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return $"The services '{ServiceName.Printable(one.Service)}' and '{ServiceName.Printable(other.Service)}' measure the same series: "
            + PrintableText.Escape(other.Indicator.ToString() ?? "");
    }
}
