using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>A user's query with <c>{{.window}}</c>, and how its value becomes a number of events.</summary>
internal sealed class WindowedQuery
{
    private const string Fix =
        "Write it as sum(rate(requests_total{...}[{{.window}}])), or with increase, sum_over_time or count_over_time";

    private readonly string _text;
    private readonly Unit _unit;
    private readonly PromQlExpression _tree;

    private WindowedQuery(string text, Unit unit, PromQlExpression tree)
    {
        _text = text;
        _unit = unit;
        _tree = tree;
        Presence = DataPresence.Of(tree);
    }

    [Flags]
    private enum Unit
    {
        None = 0,
        PerSecond = 1,
        Increase = 2,
        Samples = 4,
        Other = 8,
    }

    /// <summary>A vector that is there when the query's series have samples; null when the query has no series of its own.</summary>
    public string? Presence { get; }

    /// <summary>The query without what fills its gaps: a window without data has no events, whatever was to stand for them.</summary>
    public WindowedQuery WithoutFiller() =>
        DataPresence.MayFill(_tree) ? new WindowedQuery(PromQlPrinter.Print(DataPresence.WithoutFiller(_tree)), _unit, _tree) : this;

    /// <summary>Reads a query.</summary>
    /// <exception cref="SloValidationException">It is not PromQL, has no window, or its value is not a number of events.</exception>
    public static WindowedQuery Parse(string text, string field)
    {
        if (!PromQlParser.TryParse(text, PromQlOptions.Template, out var tree, out var problem))
            throw new SloValidationException(
                field,
                $"The query cannot be read, at {problem!.Line}:{problem.Column}: {problem.Problem}",
                problem.Expected
            );
        var unit = Units(tree!);
        if (unit is not (Unit.PerSecond or Unit.Increase or Unit.Samples))
            throw new SloValidationException(
                field,
                unit == Unit.None
                    ? "The query has no {{.window}}, so it counts no events of a day"
                    : "The functions over {{.window}} do not all count events per second, or all in the window",
                Fix
            );
        return new WindowedQuery(text, unit, tree!);
    }

    /// <summary>The events in a window that ends at the time of the query.</summary>
    public string Events(TimeSpan window)
    {
        // See EventQueries about the millisecond.
        var filled = WindowTemplate.Fill(
            _text,
            PrometheusDuration.Format(_unit == Unit.Samples ? window - TimeSpan.FromMilliseconds(1) : window)
        );
        return _unit == Unit.PerSecond ? $"({filled}) * {NumberText.Plain(window.TotalSeconds)}" : filled;
    }

    /// <summary>
    /// A vector that is there when a ratio's series have samples: those that it divides by, as a ratio has no value without them; or all of
    /// its series.
    /// </summary>
    /// <param name="ratio">The ratio, with <c>{{.window}}</c>.</param>
    /// <param name="step">The length of an interval, for a text that is PromQL only once its window is filled in.</param>
    public static string PresenceOfRatio(string ratio, TimeSpan step)
    {
        var filled = WindowTemplate.Fill(ratio, PrometheusDuration.Format(step));
        if (!PromQlParser.TryParse(ratio, PromQlOptions.Template, out var tree, out _))
            return filled;
        return DataPresence.Of(tree!)
            ?? throw new SloValidationException(
                "indicator.errorRatio",
                $"The query '{PrintableText.Escape(ratio)}' reads no series, so it measures nothing",
                "Name the metrics that are measured, with their labels"
            );
    }

    /// <summary>Whether a ratio may have a value where its series have none.</summary>
    /// <param name="ratio">The ratio, with <c>{{.window}}</c>.</param>
    public static bool RatioMayFill(string ratio) =>
        PromQlParser.TryParse(ratio, PromQlOptions.Template, out var tree, out _) && DataPresence.MayFill(tree!);

    private static Unit Units(PromQlExpression tree)
    {
        var unit = Unit.None;
        foreach (var call in tree.DescendantsAndSelf().OfType<CallExpression>())
        {
            if (call.Arguments.Any(HasWindow))
                unit |= UnitOfFunction(call.Function.Name);
        }

        return unit;
    }

    private static bool HasWindow(PromQlExpression argument) =>
        argument
            is RangeSelector { Range: DurationPlaceholder { Name: ".window" } }
                or SubqueryExpression { Range: DurationPlaceholder { Name: ".window" } };

    private static Unit UnitOfFunction(string function) =>
        function switch
        {
            "rate" or "avg_over_time" => Unit.PerSecond,
            "increase" => Unit.Increase,
            "sum_over_time" or "count_over_time" => Unit.Samples,
            _ => Unit.Other,
        };
}
