using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Whether the series that a query reads have data, asked without what fills gaps: <c>or vector(0)</c>, <c>or 0 * up</c>,
/// <c>absent</c>, and ranges that look back for hours give a value where nothing was measured.
/// </summary>
internal sealed class DataPresence
{
    // A query that people write has a dozen levels.
    private const int MaximumDepth = 250;

    // A server looks back 5 minutes for a sample by itself; a range of twice that hides no gap worth a word.
    private static readonly TimeSpan _longestLookBack = TimeSpan.FromMinutes(10);

    // What a server says of itself says nothing of a service.
    private static readonly string[] _ownSeries = ["up", "ALERTS", "ALERTS_FOR_STATE"];

    // What a node says is asked for at every level above it.
    private readonly Dictionary<PromQlExpression, Terms> _terms = [];
    private readonly Dictionary<PromQlExpression, PromQlExpression> _plain = [];
    private readonly Dictionary<BinaryExpression, Side> _fillers = [];

    private DataPresence() { }

    /// <summary>A vector of one value that is there when the query's series have data; null for a query without series.</summary>
    /// <exception cref="SloValidationException">The query is nested far deeper than anybody writes one.</exception>
    public static string? Of(PromQlExpression query)
    {
        var terms = For(query).Collect(query);
        if (terms.Needed.Count > 0)
            return string.Join(" and ", terms.Needed.Distinct(StringComparer.Ordinal));
        if (terms.Any.Count == 0)
            terms = new Terms([], Selectors(query).Select(Count).ToArray());
        return terms.Any.Count == 0 ? null : string.Join(" or ", terms.Any.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Whether the query may have a value where its series have none.</summary>
    public static bool MayFill(PromQlExpression query) =>
        query
            .DescendantsAndSelf()
            .Any(n =>
                n switch
                {
                    BinaryExpression binary => binary.Operator == BinaryOperator.Or,
                    CallExpression call => call.Function.Name is "absent" or "absent_over_time" or "scalar",
                    RangeSelector { Range.Fixed: { } range } => range > _longestLookBack,
                    SubqueryExpression { Range.Fixed: { } range } => range > _longestLookBack,
                    _ => false,
                }
            );

    /// <summary>The query without what fills its gaps as a whole; a filler within a sum or above a fraction line stays.</summary>
    /// <exception cref="SloValidationException">The query is nested far deeper than anybody writes one.</exception>
    public static PromQlExpression WithoutFiller(PromQlExpression query) => For(query).Plain(query);

    private static DataPresence For(PromQlExpression query) =>
        query.FindDepth() <= MaximumDepth
            ? new DataPresence()
            : throw new SloValidationException(
                "Indicator",
                $"The query is nested more than {MaximumDepth.ToString(CultureInfo.InvariantCulture)} levels deep",
                "Split it into recording rules, and measure what they record"
            );

    private PromQlExpression Plain(PromQlExpression query)
    {
        if (!_plain.TryGetValue(query, out var plain))
            _plain[query] = plain = MakePlain(query);
        return plain;
    }

    private PromQlExpression MakePlain(PromQlExpression query) =>
        query switch
        {
            BinaryExpression { Operator: BinaryOperator.Or } or => FillerOf(or) switch
            {
                Side.Right => Plain(or.Left),
                Side.Left => Plain(or.Right),
                _ => With(or, Plain(or.Left), Plain(or.Right)),
            },
            BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Unless } set => With(set, Plain(set.Left), set.Right),
            BinaryExpression binary when binary.Operator == BinaryOperator.Divide || IsConstant(binary.Left) => With(
                binary,
                binary.Operator == BinaryOperator.Divide && IsConstant(binary.Right) ? Plain(binary.Left) : binary.Left,
                Plain(binary.Right)
            ),
            BinaryExpression binary when IsConstant(binary.Right) => With(binary, Plain(binary.Left), binary.Right),
            UnaryExpression unary => new UnaryExpression(unary.Operator, Plain(unary.Operand)),
            AggregateExpression sum => new AggregateExpression(sum.Operator, Plain(sum.Operand), sum.Parameter, sum.Grouping),
            SubqueryExpression sub => new SubqueryExpression(Plain(sub.Operand), sub.Range, sub.Step, sub.Offset, sub.At),
            CallExpression call => new CallExpression(call.Function, call.Arguments.Select(Plain).ToArray()),
            _ => query,
        };

    private Terms Collect(PromQlExpression query)
    {
        if (!_terms.TryGetValue(query, out var terms))
            _terms[query] = terms = MakeTerms(query);
        return terms;
    }

    private Terms MakeTerms(PromQlExpression query) =>
        query switch
        {
            VectorSelector selector => new Terms([Count(selector)], []),
            RangeSelector range => new Terms([Count(range.Selector)], []),
            CallExpression { Function.Name: "absent" or "absent_over_time" } => Terms.None,
            CallExpression call => OfCall(call),
            SubqueryExpression sub => Collect(sub.Operand),
            UnaryExpression unary => Collect(unary.Operand),
            AggregateExpression aggregate => Collect(aggregate.Operand),
            BinaryExpression binary => OfBinary(binary),
            _ => Terms.None,
        };

    // rate() takes two samples in its range, so that a series which has one is not enough.
    private Terms OfCall(CallExpression call)
    {
        var range = call.Arguments.OfType<RangeSelector>().FirstOrDefault();
        if (range?.Range.Fixed is not { } length)
            return call.Arguments.Aggregate(Terms.None, (sum, a) => sum.With(Collect(a)));
        var value = $"count({PromQlPrinter.Print(call)})";
        return new Terms(length > _longestLookBack ? [value, Count(range.Selector)] : [value], []);
    }

    private Terms OfBinary(BinaryExpression binary)
    {
        var (left, right) = (Collect(binary.Left), Collect(binary.Right));
        switch (binary.Operator)
        {
            case BinaryOperator.Or:
                return FillerOf(binary) switch
                {
                    Side.Right => IsOfCounters(binary.Left) ? new Terms([], left.All) : left,
                    Side.Left => IsOfCounters(binary.Right) ? new Terms([], right.All) : right,
                    _ => left.IsNone ? Terms.None : new Terms([$"({left.Text} or {right.Text})"], []),
                };
            case BinaryOperator.Unless:
                return left;

            // A ratio has no value without what it divides by; a filler above the line is how nobody's errors are written.
            case BinaryOperator.Divide:
            case BinaryOperator.Modulo:
                return right.IsNone ? left : right;
            default:
                return left.With(right);
        }
    }

    private Side FillerOf(BinaryExpression or)
    {
        if (!_fillers.TryGetValue(or, out var side))
            _fillers[or] = side = FindFiller(or);
        return side;
    }

    private Side FindFiller(BinaryExpression or)
    {
        if (Collect(or.Left).IsNone)
            return Collect(or.Right).IsNone ? Side.None : Side.Left;
        if (Collect(or.Right).IsNone)
            return Side.Right;
        var (left, right) = (Alternatives(Plain(or.Left)).ToArray(), Alternatives(Plain(or.Right)).ToArray());
        return right.All(r => left.Any(l => IsAlternative(l, r))) ? Side.None : Side.Right;
    }

    private static IEnumerable<PromQlExpression> Alternatives(PromQlExpression plain) =>
        plain is BinaryExpression { Operator: BinaryOperator.Or } or ? Alternatives(or.Left).Concat(Alternatives(or.Right)) : [plain];

    // A metric that was renamed goes on under its new name: both sides are the same but for their selectors.
    private static bool IsAlternative(PromQlExpression one, PromQlExpression other) =>
        HasSameShape(Unscaled(one), Unscaled(other)) && (!Selectors(other).Any(IsOwnSeries) || Selectors(one).Any(IsOwnSeries));

    private static bool IsOwnSeries(VectorSelector selector) =>
        selector.Name is { } name
        && (_ownSeries.Contains(name, StringComparer.Ordinal) || name.StartsWith("scrape_", StringComparison.Ordinal));

    private static PromQlExpression Unscaled(PromQlExpression query) =>
        query switch
        {
            BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: NumberLiteral { Value: not 0 } } scaled =>
                Unscaled(scaled.Left),
            BinaryExpression { Operator: BinaryOperator.Multiply, Left: NumberLiteral { Value: not 0 } } scaled => Unscaled(scaled.Right),
            _ => query,
        };

    private static bool HasSameShape(PromQlExpression one, PromQlExpression other) =>
        (one, other) switch
        {
            (VectorSelector, VectorSelector) or (RangeSelector, RangeSelector) => true,
            (NumberLiteral a, NumberLiteral b) => a.Value.Equals(b.Value),
            (SubqueryExpression a, SubqueryExpression b) => HasSameShape(a.Operand, b.Operand),
            (UnaryExpression a, UnaryExpression b) => a.Operator == b.Operator && HasSameShape(a.Operand, b.Operand),
            (AggregateExpression a, AggregateExpression b) => a.Operator == b.Operator && HasSameShape(a.Operand, b.Operand),
            (CallExpression a, CallExpression b) => a.Function.Name == b.Function.Name
                && a.Arguments.Count == b.Arguments.Count
                && a.Arguments.Zip(b.Arguments, HasSameShape).All(s => s),
            (BinaryExpression a, BinaryExpression b) => a.Operator == b.Operator
                && HasSameShape(a.Left, b.Left)
                && HasSameShape(a.Right, b.Right),
            _ => false,
        };

    // An error counter is born with its first error, so that a sum may be whole without it. A gauge that is missing is a gap.
    private static bool IsOfCounters(PromQlExpression query)
    {
        var counted = query
            .DescendantsAndSelf()
            .OfType<CallExpression>()
            .Where(c => c.Function.Name is "rate" or "increase" or "irate")
            .SelectMany(c => c.DescendantsAndSelf())
            .OfType<VectorSelector>()
            .ToArray();
        return counted.Length > 0 && counted.Length == query.DescendantsAndSelf().OfType<VectorSelector>().Count();
    }

    private static bool IsConstant(PromQlExpression query) => !Selectors(query).Any();

    private static IEnumerable<VectorSelector> Selectors(PromQlExpression query) => query.DescendantsAndSelf().OfType<VectorSelector>();

    private static string Count(VectorSelector selector) => $"count({PromQlPrinter.Print(selector)})";

    private static BinaryExpression With(BinaryExpression binary, PromQlExpression left, PromQlExpression right) =>
        new(binary.Operator, left, right, binary.ReturnsBool, binary.Matching, binary.Fill);

    private enum Side
    {
        None,
        Left,
        Right,
    }

    /// <summary>Vectors of one value: each of the needed ones must be there; of the others one is enough where none is needed.</summary>
    private sealed record Terms(IReadOnlyList<string> Needed, IReadOnlyList<string> Any)
    {
        public static Terms None { get; } = new([], []);

        public bool IsNone => Needed.Count == 0 && Any.Count == 0;

        public IReadOnlyList<string> All => [.. Needed, .. Any];

        public string Text => Needed.Count > 0 ? $"({string.Join(" and ", Needed)})" : $"({string.Join(" or ", Any)})";

        public Terms With(Terms other) => new([.. Needed, .. other.Needed], [.. Any, .. other.Any]);
    }
}
