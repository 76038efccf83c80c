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

    private WindowedQuery(string text, Unit unit, string? presence)
    {
        _text = text;
        _unit = unit;
        Presence = presence;
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
        var selectors = tree!
            .DescendantsAndSelf()
            .OfType<RangeSelector>()
            .Select(r => $"count({PromQlPrinter.Print(r.Selector)})")
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return new WindowedQuery(text, unit, selectors.Length == 0 ? null : string.Join(" or ", selectors));
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
        var divisor = tree!.DescendantsAndSelf().OfType<BinaryExpression>().FirstOrDefault(b => b.Operator == BinaryOperator.Divide)?.Right;
        var selectors = Selectors(divisor ?? tree!);
        if (selectors.Length == 0)
            selectors = Selectors(tree!);
        return selectors.Length == 0 ? filled : string.Join(" or ", selectors);
    }

    private static string[] Selectors(PromQlExpression tree) =>
        tree.DescendantsAndSelf()
            .OfType<VectorSelector>()
            .Select(s => $"count({PromQlPrinter.Print(s)})")
            .Distinct(StringComparer.Ordinal)
            .ToArray();

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
