using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Knows the four kinds of error ratio that Pyrra writes in PromQL, and finds the indicator behind them.</summary>
internal static class PyrraShapes
{
    /// <summary>The indicator of an error ratio and the range of its selectors, or null when it has another shape.</summary>
    public static (SloIndicator Indicator, PromQlDuration Range)? FromErrorRatio(PromQlExpression tree) =>
        tree switch
        {
            BinaryExpression { Operator: BinaryOperator.Divide, Matching: null, Fill: null } division => FromDivision(
                division.Left,
                division.Right
            ),
            BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null, Fill: null, Left: NumberLiteral { Value: 1 } } rest =>
                FromFraction(rest.Right),
            _ => null,
        };

    /// <summary>The indicator of two queries, or null when they have another shape.</summary>
    public static SloIndicator? FromQueries(QueryIndicator queries)
    {
        if (queries.TotalQuery.Tree is not { } total || (queries.GoodQuery ?? queries.BadQuery!).Tree is not { } part)
            return null;
        var found = queries.Good is null
            ? FromDivision(part, total)
            : FromDivision(new BinaryExpression(BinaryOperator.Subtract, total, part), total) ?? FromNative(part, total);
        return found is { Range: DurationPlaceholder { Name: ".window" } } ? found.Value.Indicator : null;
    }

    private static (SloIndicator Indicator, PromQlDuration Range)? FromDivision(PromQlExpression part, PromQlExpression whole)
    {
        if (SumOver.From(whole) is not { } total)
            return null;
        if (SumOver.From(part) is { Function: "rate" or "increase" } bad)
            return total.Function == bad.Function && bad.IsAlike(total)
                ? (RatioIndicator.FromBad(bad.Selector, total.Selector).WithGrouping(total.Grouping), total.Range)
                : null;
        if (
            part is not BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null, Fill: null } rest
            || !PromQlComparer.Instance.Equals(rest.Left, whole)
        )
            return null;
        if (SumOver.From(rest.Right) is not { } good || !good.IsAlike(total))
            return null;
        return (total.Function, good.Function) switch
        {
            // An increase is a rate times the window, which is the same in both.
            ("rate", "rate") or ("increase", "increase") => (
                new RatioIndicator(good.Selector, total.Selector).WithGrouping(total.Grouping),
                total.Range
            ),
            ("count_over_time", "sum_over_time") when good.Selector.Equals(total.Selector) => (
                new BoolGaugeIndicator(total.Selector) { Grouping = total.Grouping },
                total.Range
            ),
            _ => null,
        };
    }

    // histogram_fraction(0, threshold, rates) * histogram_count(rates), of histogram_count(rates)
    private static (SloIndicator Indicator, PromQlDuration Range)? FromNative(PromQlExpression good, PromQlExpression total) =>
        good
            is BinaryExpression
            {
                Operator: BinaryOperator.Multiply,
                Matching: null,
                Fill: null,
                Left: CallExpression { Arguments: [_, _, var rates] } fraction
            } product
        && PromQlComparer.Instance.Equals(product.Right, total)
        && total is CallExpression { Function.Name: "histogram_count", Arguments: [var counted] }
        && PromQlComparer.Instance.Equals(rates, counted)
            ? FromFraction(fraction)
            : null;

    private static (SloIndicator Indicator, PromQlDuration Range)? FromFraction(PromQlExpression tree) =>
        tree
            is CallExpression
            {
                Function.Name: "histogram_fraction",
                Arguments: [NumberLiteral { Value: 0 }, NumberLiteral { Value: > 0 } seconds, var rates]
            }
        && SumOver.From(rates) is { Function: "rate" } total
        && LatencyUnit.InMilliseconds(total.Selector.Metric) == 1000
        && Threshold(seconds.Value) is { } threshold
            ? (new NativeLatencyIndicator(total.Selector, threshold) { Grouping = total.Grouping }, total.Range)
            : null;

    // Pyrra has whole milliseconds.
    private static TimeSpan? Threshold(double seconds)
    {
        if (!(seconds < PrometheusDuration.Longest.TotalSeconds))
            return null;
        var milliseconds = NumberText.Exact(seconds) * 1000m;
        return milliseconds >= 1 && milliseconds == decimal.Truncate(milliseconds)
            ? new TimeSpan((long)milliseconds * TimeSpan.TicksPerMillisecond)
            : null;
    }

    /// <summary><c>sum by (grouping) (function(selector[range]))</c>.</summary>
    private sealed record SumOver(string Function, MetricSelector Selector, PromQlDuration Range, IReadOnlyList<string> Grouping)
    {
        public static SumOver? From(PromQlExpression tree) =>
            tree is AggregateExpression { Operator: AggregateOperator.Sum, Grouping: null or { IsWithout: false } } sum
            && sum.Operand
                is CallExpression { Arguments: [RangeSelector { Offset: null, At: null, Extension: RangeExtension.None } range] } call
            && PyrraSelector.From(range.Selector) is { } selector
                ? new SumOver(call.Function.Name, selector, range.Range, sum.Grouping?.Labels ?? [])
                : null;

        public bool IsAlike(SumOver other) => PromQlComparer.Instance.Equals(Range, other.Range) && Grouping.SequenceEqual(other.Grouping);
    }
}

/// <summary>The metrics of a Pyrra spec: each is one vector selector with a name and without modifiers.</summary>
internal static class PyrraSelector
{
    /// <summary>Code of the problem of a metric that is not PromQL.</summary>
    public const string SyntaxCode = "PromQlSyntax";

    private const string Example = "Write one metric with its label conditions, for example http_requests_total{job=\"api\"}";

    /// <summary>Reads a metric.</summary>
    /// <exception cref="SloValidationException">It is anything but one selector.</exception>
    public static MetricSelector Parse(string text, string field)
    {
        if (!PromQlParser.TryParse(text, PromQlOptions.Plain, out var tree, out var error))
            throw new SloValidationException(
                new FieldProblem(field, $"The metric is not PromQL: {error.Problem}, at {Place(error)} of the expression", error.Expected)
                {
                    Code = SyntaxCode,
                }
            );
        if (tree is not VectorSelector selector)
            throw new SloValidationException(
                field,
                $"'{ServiceName.Printable(text)}' is an expression, and Pyrra takes one metric "
                    + $"with label conditions and adds the functions itself",
                Fix(tree)
            );
        if (selector.Offset is not null || selector.At is not null || selector.Extension != RangeExtension.None)
            throw new SloValidationException(
                field,
                "The metric has an offset or an '@', which Pyrra drops from its rules",
                "Write it without: " + Print(selector.Name, selector)
            );
        return From(selector)
            ?? throw new SloValidationException(
                field,
                "The metric has no name before its braces, and Pyrra makes the names of its rules from that",
                Example
            );
    }

    /// <summary>The selector of a tree that has a name, or null.</summary>
    public static MetricSelector? From(VectorSelector selector) =>
        selector.Name is { } name ? new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()) : null;

    /// <summary>The selector in PromQL, or null when Prometheus would not take it.</summary>
    public static string? Print(MetricSelector selector)
    {
        var text = PromQlPrinter.Print(new VectorSelector(selector.Metric, selector.Filters.Select(f => new LabelCondition(f)).ToArray()));
        return PromQlParser.ParseOrNull(text) is null ? null : text;
    }

    private static string Print(string? name, VectorSelector selector) =>
        ServiceName.Printable(PromQlPrinter.Print(new VectorSelector(name, selector.Conditions)));

    private static string Place(PromQlSyntaxError error) =>
        string.Format(CultureInfo.InvariantCulture, "{0}:{1}", error.Line, error.Column);

    private static string Fix(PromQlExpression tree) =>
        tree.DescendantsAndSelf().OfType<VectorSelector>().Take(2).ToArray() is [{ Name: { } name } only]
            ? "Write the metric alone: " + Print(name, only)
            : Example;
}

/// <summary>What Pyrra takes as latency: a bucket of a classic histogram, and all observations of it.</summary>
internal static class PyrraLatency
{
    private const string Bucket = "le";
    private const string Everything = "+Inf";

    // A bound of whole seconds in the spelling of Prometheus 2 and of 3 at once: 1 and 1.0.
    private const string EitherSpelling = "(\\.0)?";

    /// <summary>What is wrong with the good events, or null: one <c>le</c> with a number chooses the bucket.</summary>
    public static string? ProblemOfSuccess(MetricSelector success) =>
        success.Filters.Where(f => f.Label == Bucket).ToArray() switch
        {
            [] => "The metric has no label condition on le, which chooses the bucket",
            [{ Operator: "=" or "=~" } only] => IsNumber(only.Value) ? null : "The value of le is not a number",
            [_] => "The condition on le turns the bucket away instead of choosing it",
            _ => "The metric has more than one condition on le",
        };

    /// <summary>What is wrong with all events, or null: they are in no bucket, or in the one that holds everything.</summary>
    public static string? ProblemOfTotal(MetricSelector total) =>
        total.Filters.Any(f => f.Label == Bucket && !(f.Operator == "=" && f.Value == Everything))
            ? "The metric has a label condition on le, so it does not count everything"
            : null;

    /// <summary>Whether an indicator is one of latency in Pyrra's sense.</summary>
    public static bool Is(RatioIndicator indicator) =>
        indicator.Good is { } good && ProblemOfSuccess(good) is null && ProblemOfTotal(indicator.Total) is null;

    /// <summary>
    /// Good events with the bound in one spelling. Pyrra's specs have just a number there; Pyrra itself adds the other spelling to its
    /// rules when it is told to.
    /// </summary>
    public static MetricSelector InOneSpelling(MetricSelector success) =>
        success.Filters.Any(IsEither)
            ? new MetricSelector(
                success.Metric,
                success
                    .Filters.Select(f =>
                        IsEither(f) ? new LabelMatcher(Bucket, "=", f.Value.Substring(0, f.Value.Length - EitherSpelling.Length)) : f
                    )
                    .ToArray()
            )
            : success;

    private static bool IsEither(LabelMatcher filter) =>
        filter is { Label: Bucket, Operator: "=~" } && filter.Value.EndsWith(EitherSpelling, System.StringComparison.Ordinal);

    // A bucket may be Infinity in Go's spelling too.
    private static bool IsNumber(string text) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out _
        ) || text.TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY";
}
