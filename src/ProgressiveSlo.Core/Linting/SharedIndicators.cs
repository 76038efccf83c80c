using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>
/// Finds services whose indicators are the same series. Indicators are the same when they measure the same, however they are written;
/// conditions are when they look at the same series, whatever they compare them with. Names with one slug are one service here.
/// </summary>
public sealed class SharedIndicators
{
    private readonly Dictionary<SeriesKey, SloDefinition> _first = [];
    private readonly Dictionary<(SeriesKey Series, string Service), SloDefinition> _others = [];

    /// <summary>Takes a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The first definition with its indicator, when that is of another service and this is the first one of its own; otherwise
    /// null.</returns>
    public SloDefinition? Add(SloDefinition definition)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        var series = Series(definition.Indicator);
        if (!_first.TryGetValue(series, out var first))
        {
            _first.Add(series, definition);
            return null;
        }

        var service = Key(definition);
        if (service == Key(first) || _others.ContainsKey((series, service)))
            return null;
        _others.Add((series, service), definition);
        return first;
    }

    /// <summary>What <see cref="Add"/> has said of a definition.</summary>
    /// <param name="definition">A definition that was added.</param>
    public SloDefinition? EarlierService(SloDefinition definition)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        var series = Series(definition.Indicator);
        return
            _first.TryGetValue(series, out var first)
            && _others.TryGetValue((series, Key(definition)), out var found)
            && ReferenceEquals(found, definition)
            ? first
            : null;
    }

    // A queue below 100 and the same one below 200 are one queue.
    private static SeriesKey Series(SloIndicator indicator) =>
        indicator is ThresholdIndicator condition
            ? new SeriesKey(null, $"{condition.DataSource}/{Printed(condition)}")
            : new SeriesKey(indicator, null);

    private static string Printed(ThresholdIndicator condition) =>
        condition.SliQuery.Tree is { } tree ? PromQlPrinter.Print(tree) : condition.Query.Trim();

    /// <summary>What is wrong, one sentence without its full stop.</summary>
    /// <param name="one">A definition.</param>
    /// <param name="other">One of another service with the same indicator.</param>
    public static string Message(SloDefinition one, SloDefinition other)
    {
        if (one is null)
            throw new ArgumentNullException(nameof(one));
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return $"The services '{Name(one)}' and '{Name(other)}' measure the same series: "
            + PrintableText.Escape(other.Indicator.ToString() ?? "");
    }

    // A spec and the rules made from it may spell the name in two ways, and be of one service.
    private static string Key(SloDefinition definition) =>
        ServiceName.OtherNamespace(definition.Namespace) + "/" + ServiceName.Slug(definition.Service);

    private static string Name(SloDefinition definition) =>
        ServiceName.Printable(ServiceName.InNamespace(definition.Service, definition.Namespace));

    private readonly record struct SeriesKey(SloIndicator? Indicator, string? Query);
}
