using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Operators.</summary>
internal sealed partial class MeaningReader
{
    private ExpressionMeaning ReadBinary(BinaryExpression binary)
    {
        // Long chains of one operator nest on the left without parentheses; their depth was checked.
        var left = ReadExpression(binary.Left);
        var right = ReadExpression(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Or => left is NumberMeaning && right is not NumberMeaning ? right
            : left is SliMeaning or EventCountMeaning ? left
            : right is SliMeaning ? right
            : ExpressionMeaning.Other,
            BinaryOperator.And or BinaryOperator.Unless => left,
            BinaryOperator.Add => Add(left, right, false),
            BinaryOperator.Subtract => Add(left, right, true),
            BinaryOperator.Multiply => Multiply(left, right, binary.Matching),
            BinaryOperator.Divide => Divide(left, right, binary.Matching),
            _ when binary.Operator.IsComparison() => Compare(left, right, binary),
            _ => ExpressionMeaning.Other,
        };
    }

    private static ExpressionMeaning Add(ExpressionMeaning left, ExpressionMeaning right, bool subtract)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return subtract ? a - b : a + b;
            case (EventCountMeaning a, EventCountMeaning b):
                return IsNumberSeries(b) && !IsNumberSeries(a) ? ExpressionMeaning.Other : EventCountMeaning.Add(a, b, subtract);
            case (NowMeaning, EventCountMeaning { Single: { IsRate: false } term } events) when subtract:
                return new AgeMeaning(term, events.Rules);
            case (EventCountMeaning a, NumberMeaning):
                return a;
            case (NumberMeaning one, SliMeaning sli) when subtract:
                return From(one, sli);
            case (NumberMeaning one, EventCountMeaning events) when subtract && one.Value is 1 or 100:
                return AsSli(events) is { } named && events.Single is { } single && !IsObjectiveOnly(single) ? From(one, named)
                    : AsObjective(events) is { } objective ? one - objective
                    : ExpressionMeaning.Other;
            case (NumberMeaning, EventCountMeaning events) when !subtract:
                return events;
            default:
                return ExpressionMeaning.Other;
        }
    }

    private static ExpressionMeaning From(NumberMeaning one, SliMeaning sli)
    {
        if (sli.Budget is not null)
            return one.Value is 1 or 100 && !sli.IsRemaining ? sli.With(isRemaining: true) : ExpressionMeaning.Other;
        return sli.Form == SliForm.Ratio && Math.Abs(one.Value - sli.Scale) < 1e-9
            ? sli.With(isGood: !sli.IsGood)
            : ExpressionMeaning.Other;
    }

    private static ExpressionMeaning Multiply(ExpressionMeaning left, ExpressionMeaning right, VectorMatching? matching)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return a * b;
            case (SliMeaning sli, NumberMeaning number) when number.Series is null:
                return sli.With(scale: sli.Scale * number.Value);
            case (NumberMeaning number, SliMeaning sli) when number.Series is null:
                return sli.With(scale: sli.Scale * number.Value);
            case (EventCountMeaning events, NumberMeaning number):
                return Scaled(events, number.Value);
            case (NumberMeaning number, EventCountMeaning events):
                return AsObjective(events) is { } objective && !events.Terms[0].IsRate ? objective * number : Scaled(events, number.Value);

            // A join that brings labels, such as an info series.
            case (SliMeaning sli, EventCountMeaning):
                return matching is { Group: not GroupSide.None } or { IsOn: true } ? sli : ExpressionMeaning.Other;
            case (EventCountMeaning, SliMeaning sli):
                return matching is { Group: not GroupSide.None } ? sli : ExpressionMeaning.Other;
            case (EventCountMeaning a, EventCountMeaning b):
                return (matching is { Group: GroupSide.Left } || IsBurnRate(a)) && !IsRate(b) ? a
                    : (matching is { Group: GroupSide.Right } || IsBurnRate(b)) && !IsRate(a) ? b
                    : ExpressionMeaning.Other;
            case (EventCountMeaning a, _):
                return matching is { Group: GroupSide.Left } ? a : ExpressionMeaning.Other;
            case (SliMeaning a, _):
                return matching is { Group: GroupSide.Left } ? a : ExpressionMeaning.Other;
            default:
                return ExpressionMeaning.Other;
        }
    }

    // A burn rate times a weight or a switch stays one.
    private static bool IsBurnRate(EventCountMeaning events) =>
        AsSli(events) is { } sli && sli.Sources[0].Shape.Key.StartsWith("named|burn", StringComparison.Ordinal);

    private static bool IsRate(EventCountMeaning events) => events.Terms[0].IsRate;

    // Half of a sum is an Apdex, which is not a share of events.
    private static ExpressionMeaning Scaled(EventCountMeaning events, double by)
    {
        if (by is 0.5)
            return ExpressionMeaning.Other;

        // 100 * bad / total is read from the left.
        return events.With(t => t with { Percent = t.Percent * (by is 100 or 0.01 ? by : 1) });
    }

    private static ExpressionMeaning Divide(ExpressionMeaning left, ExpressionMeaning right, VectorMatching? matching)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return a / b;
            case (SliMeaning { IsSampleSum: true } sum, SliMeaning { IsSampleCount: true } count) when Same(sum, count):
                return sum.With(isSampleSum: false, isAveraged: true);
            case (SliMeaning { IsSampleSum: true } sum, EventCountMeaning { IsSampleCount: true }):
                return sum.With(isSampleSum: false, isAveraged: true);
            case (SliMeaning { IsSampleCount: true, IsFiltered: true } part, SliMeaning { IsSampleCount: true, IsFiltered: false } whole)
                when Same(part, whole):
                return part.With(isSampleCount: false, isFiltered: false);
            case (EventCountMeaning { Single: { } sum }, EventCountMeaning { IsSampleCount: true, Single: { } count } counted)
                when !counted.IsFiltered && sum.Metric == count.Metric && BoolGauges.IsBool(sum.Metric):
                return BoolGauges.Average(sum, sum.Window);

            // The number of samples is written out: 28 days of one a minute.
            case (SliMeaning { IsSampleSum: true } sum, NumberMeaning { Value: > 1, Series: null }):
                return sum.With(isSampleSum: false, isAveraged: true);
            case (EventCountMeaning { IsSampleSum: true, Single: { } sum }, NumberMeaning { Value: > 1, Series: null }):
                return BoolGauges.Average(sum, sum.Window);
            case (SliMeaning sli, NumberMeaning number):
                return sli.Form == SliForm.Ratio && sli.Budget is null && number.IsBudget
                    ? sli.With(budget: number)
                    : sli.With(scale: sli.Scale / number.Value);
            case (SliMeaning sli, EventCountMeaning events):
                return AsObjective(events) is { } budget && sli.Form == SliForm.Ratio
                        ? sli.With(
                            budget: new NumberMeaning(double.NaN)
                            {
                                Factor = 1,
                                IsExplicit = true,
                                Series = budget.Series,
                                Choices = budget.Choices,
                            }
                        )
                    : matching is { Group: GroupSide.Left } && !IsRate(events) ? sli
                    : ExpressionMeaning.Other;
            case (EventCountMeaning events, NumberMeaning number):
                return number.Value is 2 ? ExpressionMeaning.Other
                    : AsSli(events) is { } named && number.IsBudget ? named.With(budget: number)
                    : Scaled(events, 1 / number.Value);
            case (EventCountMeaning above, EventCountMeaning below):
                var meaning = EventShare.Read(above, below);
                if (meaning is SliMeaning share)
                    return share.With(scale: above.Terms[0].Percent / below.Terms[0].Percent);
                if (above.Single is { } summed && below.Single is { } counts && NamedSeries.ReadSumOverCount(summed, counts) is { } average)
                    return average.With(scale: summed.Percent / counts.Percent);
                return AsSli(above) is { } ratio && AsObjective(below) is { } series && ratio.Form == SliForm.Ratio
                    ? ratio.With(
                        budget: new NumberMeaning(double.NaN)
                        {
                            Factor = 1,
                            IsExplicit = true,
                            Series = series.Series,
                        }
                    )
                    : meaning;
            default:
                return ExpressionMeaning.Other;
        }
    }

    private static bool Same(SliMeaning a, SliMeaning b) => a.Sources[0].Shape.Key == b.Sources[0].Shape.Key;

    private static ExpressionMeaning Compare(ExpressionMeaning left, ExpressionMeaning right, BinaryExpression comparison)
    {
        if (left is NumberMeaning && right is not NumberMeaning)
            (left, right) = (right, left);
        if (left is SliMeaning { Form: SliForm.Ratio or SliForm.Quantile } sli && comparison.ReturnsBool)
            return Slice(sli, right as NumberMeaning, comparison);
        if (left is AgeMeaning age)
            return comparison.ReturnsBool && right is NumberMeaning bound ? Fresh(age, bound, comparison) : ExpressionMeaning.Other;
        return left switch
        {
            SliMeaning filtered => filtered.With(isFiltered: true),
            EventCountMeaning { Single: { } term } when comparison.ReturnsBool => BoolGauges.IsBool(term.Metric)
            && right is NumberMeaning { Value: 1 }
            && comparison.Operator == BinaryOperator.Equal
                ? left
                : ExpressionMeaning.Other,
            EventCountMeaning events => new EventCountMeaning(events.Terms, events.Rules)
            {
                IsFiltered = true,
                IsSampleCount = events.IsSampleCount,
            },
            _ => ExpressionMeaning.Other,
        };
    }

    // Whether data was new enough at each moment.
    private static ExpressionMeaning Fresh(AgeMeaning age, NumberMeaning bound, BinaryExpression comparison)
    {
        var isBelow =
            comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual
            != (comparison.Left is NumberLiteral or BinaryExpression { Left: NumberLiteral, Right: NumberLiteral });
        if (bound.Series is not null || comparison.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return ExpressionMeaning.Other;
        var shape = new SliShape(
            FormattableString.Invariant($"slice|{bound.Value}|age|{age.Term.Canonical()}|{age.Term.Grouping}"),
            SliForm.Ratio,
            SloMeasure.Availability
        )
        {
            Certainty = Certainty.Likely,
            Why = "it is the share of time in which data is new enough",
            Conditions = age.Term.Matchers,
            Metrics = [age.Term.Metric],
            Rules = age.Rules,
        };
        return new SliMeaning(shape) { IsGood = isBelow, IsSlice = true };
    }

    // Whether a minute was good or bad, for the share of good minutes.
    private static ExpressionMeaning Slice(SliMeaning sli, NumberMeaning? bound, BinaryExpression comparison)
    {
        var isBelow = (comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual) != comparison.Left is NumberLiteral;
        if (bound is null || comparison.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return ExpressionMeaning.Other;
        var sources = new List<SliSource>();
        foreach (var source in sli.Sources)
        {
            var shape = source.Shape;
            sources.Add(
                source with
                {
                    Node = null,
                    Shape = shape with
                    {
                        Key = FormattableString.Invariant($"slice|{bound.Value}|{shape.Key}"),
                        Form = SliForm.Ratio,
                        Why =
                            "it is the share of time in which "
                            + (shape.Form == SliForm.Ratio ? "a ratio" : "a quantile")
                            + " keeps to a bound",
                        Certainty = shape.Certainty == Certainty.Certain ? Certainty.Likely : shape.Certainty,
                    },
                }
            );
        }

        return new SliMeaning(sources)
        {
            IsGood = sli.Form == SliForm.Ratio && sli.IsGood ? !isBelow : isBelow,
            Window = sli.Window,
            IsSlice = true,
        };
    }

    private static bool IsNumberSeries(EventCountMeaning events) => events.Single is { IsRate: false } term && IsObjectiveOnly(term);

    private static bool IsObjectiveOnly(SeriesTerm term) =>
        NamedSeries.IsObjective(term.Metric)
        && MetricNameWords.FindOutcome(MetricNameWords.Split(term.Metric.Replace("error_budget", "budget"))) == EventOutcome.None;

    /// <summary>A series that holds targets or budgets, or null.</summary>
    internal static NumberMeaning? AsObjective(ExpressionMeaning meaning) =>
        meaning switch
        {
            NumberMeaning { Series: not null } number => number,
            EventCountMeaning { Single: { IsRate: false } term } when IsObjectiveOnly(term) => new NumberMeaning(double.NaN)
            {
                Series = term.Metric,
            },
            _ => null,
        };
}
