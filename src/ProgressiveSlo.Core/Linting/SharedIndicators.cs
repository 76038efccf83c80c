using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>
/// Finds services whose indicators are the same series. Indicators are the same when they measure the same, however they are written;
/// conditions are when they look at the same series, whatever they compare them with. Names with one slug are one service here, unless both
/// say a namespace and these differ: what one indicator counts is then not that of either.
/// </summary>
public sealed class SharedIndicators
{
    private readonly Dictionary<SeriesKey, SloDefinition> _first = [];
    private readonly Dictionary<(SeriesKey Series, string Slug, string? Namespace), SloDefinition> _others = [];

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

        if (IsSameService(first, definition) || _others.ContainsKey(KeyOf(series, definition)))
            return null;
        _others.Add(KeyOf(series, definition), definition);
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
            && _others.TryGetValue(KeyOf(series, definition), out var found)
            && ReferenceEquals(found, definition)
            ? first
            : null;
    }

    // A spec and the rules made from it may spell the name in two ways, and a spec without a namespace may be of any.
    private static bool IsSameService(SloDefinition one, SloDefinition other) =>
        ServiceName.Slug(one.Service) == ServiceName.Slug(other.Service)
        && (
            one.Namespace is null
            || other.Namespace is null
            || ServiceName.OtherNamespace(one.Namespace) == ServiceName.OtherNamespace(other.Namespace)
        );

    private static (SeriesKey Series, string Slug, string? Namespace) KeyOf(SeriesKey series, SloDefinition definition) =>
        (series, ServiceName.Slug(definition.Service), ServiceName.OtherNamespace(definition.Namespace));

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

    /// <summary>What to do about it, one sentence without its full stop.</summary>
    /// <param name="one">A definition.</param>
    /// <param name="other">One of another service with the same indicator.</param>
    public static string Fix(SloDefinition one, SloDefinition other)
    {
        if (one is null)
            throw new ArgumentNullException(nameof(one));
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return ServiceName.Slug(one.Service) == ServiceName.Slug(other.Service)
            ? "Give each indicator the condition that chooses its namespace, such as namespace=\"...\""
            : "Give each indicator the condition that chooses its service";
    }

    private static string Name(SloDefinition definition) =>
        ServiceName.Printable(ServiceName.InNamespace(definition.Service, definition.Namespace));

    private readonly record struct SeriesKey(SloIndicator? Indicator, string? Query);
}
