using System;
using System.Collections.Generic;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>Operators.</summary>
internal sealed partial class MeaningReader
{
    private Meaning OfBinary(BinaryExpression binary)
    {
        // Long chains of one operator nest on the left without parentheses; their depth was checked.
        var left = Of(binary.Left);
        var right = Of(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Or => left is NumberMeaning && right is not NumberMeaning ? right : left is SliMeaning or EventsMeaning ? left : right is SliMeaning ? right : Meaning.Other,
            BinaryOperator.And or BinaryOperator.Unless => left,
            BinaryOperator.Add => Add(left, right, false),
            BinaryOperator.Subtract => Add(left, right, true),
            BinaryOperator.Multiply => Multiply(left, right, binary.Matching),
            BinaryOperator.Divide => Divide(left, right, binary.Matching),
            _ when binary.Operator.IsComparison() => Compare(left, right, binary),
            _ => Meaning.Other,
        };
    }

    private static Meaning Add(Meaning left, Meaning right, bool subtract)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return subtract ? a - b : a + b;
            case (EventsMeaning a, EventsMeaning b):
                return IsNumberSeries(b) && !IsNumberSeries(a) ? Meaning.Other : EventsMeaning.Add(a, b, subtract);
            case (EventsMeaning a, NumberMeaning):
                return a;
            case (NumberMeaning one, SliMeaning sli) when subtract:
                return From(one, sli);
            case (NumberMeaning one, EventsMeaning events) when subtract && one.Value is 1 or 100:
                return AsSli(events) is { } named && events.Single is { } single && !IsObjectiveOnly(single) ? From(one, named) : ObjectiveOf(events) is { } objective ? one - objective : Meaning.Other;
            case (NumberMeaning, EventsMeaning events) when !subtract:
                return events;
            default:
                return Meaning.Other;
        }
    }

    private static Meaning From(NumberMeaning one, SliMeaning sli)
    {
        if (sli.Budget is not null)
            return one.Value is 1 or 100 && !sli.IsRemaining ? sli.With(isRemaining: true) : Meaning.Other;
        return sli.Form == SliForm.Ratio && Math.Abs(one.Value - sli.Scale) < 1e-9 ? sli.With(isGood: !sli.IsGood) : Meaning.Other;
    }

    private static Meaning Multiply(Meaning left, Meaning right, VectorMatching? matching)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return a * b;
            case (SliMeaning sli, NumberMeaning number) when number.Series is null:
                return sli.With(scale: sli.Scale * number.Value);
            case (NumberMeaning number, SliMeaning sli) when number.Series is null:
                return sli.With(scale: sli.Scale * number.Value);
            case (EventsMeaning events, NumberMeaning number):
                return Scaled(events, number.Value);
            case (NumberMeaning number, EventsMeaning events):
                return ObjectiveOf(events) is { } objective && !events.Terms[0].IsRate ? objective * number : Scaled(events, number.Value);

            // A join that brings labels, such as an info series.
            case (SliMeaning sli, EventsMeaning):
                return matching is { Group: not GroupSide.None } or { IsOn: true } ? sli : Meaning.Other;
            case (EventsMeaning, SliMeaning sli):
                return matching is { Group: not GroupSide.None } ? sli : Meaning.Other;
            case (EventsMeaning a, EventsMeaning b):
                return matching is { Group: GroupSide.Left } && !IsRate(b) ? a : matching is { Group: GroupSide.Right } && !IsRate(a) ? b : Meaning.Other;
            case (EventsMeaning a, _):
                return matching is { Group: GroupSide.Left } ? a : Meaning.Other;
            case (SliMeaning a, _):
                return matching is { Group: GroupSide.Left } ? a : Meaning.Other;
            default:
                return Meaning.Other;
        }
    }

    private static bool IsRate(EventsMeaning events) => events.Terms[0].IsRate;

    // Half of a sum is an Apdex, which is no share of events.
    private static Meaning Scaled(EventsMeaning events, double by)
    {
        if (by is 0.5)
            return Meaning.Other;

        // 100 * bad / total is read from the left.
        return events.With(t => t with { Percent = t.Percent * (by is 100 or 0.01 ? by : 1) });
    }

    private static Meaning Divide(Meaning left, Meaning right, VectorMatching? matching)
    {
        switch (left, right)
        {
            case (NumberMeaning a, NumberMeaning b):
                return a / b;
            case (SliMeaning { IsSampleSum: true } sum, SliMeaning { IsSampleCount: true } count) when Same(sum, count):
                return sum.With(isSampleSum: false, isAveraged: true);
            case (SliMeaning { IsSampleSum: true } sum, EventsMeaning { IsSampleCount: true }):
                return sum.With(isSampleSum: false, isAveraged: true);
            case (SliMeaning { IsSampleCount: true, IsFiltered: true } part, SliMeaning { IsSampleCount: true, IsFiltered: false } whole) when Same(part, whole):
                return part.With(isSampleCount: false, isFiltered: false);
            case (EventsMeaning { Single: { } sum }, EventsMeaning { IsSampleCount: true, Single: { } count } counted) when !counted.IsFiltered && sum.Metric == count.Metric && BoolGauges.IsBool(sum.Metric):
                return BoolGauges.Average(sum, sum.Window);
            case (SliMeaning sli, NumberMeaning number):
                return sli.Form == SliForm.Ratio && sli.Budget is null && number.IsBudget ? sli.With(budget: number) : sli.With(scale: sli.Scale / number.Value);
            case (SliMeaning sli, EventsMeaning events):
                return ObjectiveOf(events) is { } budget && sli.Form == SliForm.Ratio
                    ? sli.With(budget: new NumberMeaning(double.NaN) { Factor = 1, IsExplicit = true, Series = budget.Series, Choices = budget.Choices })
                    : matching is { Group: GroupSide.Left } && !IsRate(events) ? sli : Meaning.Other;
            case (EventsMeaning events, NumberMeaning number):
                return number.Value is 2 ? Meaning.Other : AsSli(events) is { } named && number.IsBudget ? named.With(budget: number) : Scaled(events, 1 / number.Value);
            case (EventsMeaning above, EventsMeaning below):
                var meaning = EventShare.Of(above, below);
                if (meaning is SliMeaning share)
                    return share.With(scale: above.Terms[0].Percent / below.Terms[0].Percent);
                return AsSli(above) is { } ratio && ObjectiveOf(below) is { } series && ratio.Form == SliForm.Ratio ? ratio.With(budget: new NumberMeaning(double.NaN) { Factor = 1, IsExplicit = true, Series = series.Series }) : meaning;
            default:
                return Meaning.Other;
        }
    }

    private static bool Same(SliMeaning a, SliMeaning b) => a.Sources[0].Shape.Key == b.Sources[0].Shape.Key;

    private static Meaning Compare(Meaning left, Meaning right, BinaryExpression comparison)
    {
        if (left is NumberMeaning && right is not NumberMeaning)
            (left, right) = (right, left);
        if (left is SliMeaning { Form: SliForm.Ratio or SliForm.Quantile } sli && comparison.ReturnsBool)
            return Slice(sli, right as NumberMeaning, comparison);
        return left switch
        {
            SliMeaning filtered => filtered.With(isFiltered: true),
            EventsMeaning { Single: { } term } when comparison.ReturnsBool => BoolGauges.IsBool(term.Metric) && right is NumberMeaning { Value: 1 } && comparison.Operator == BinaryOperator.Equal ? left : Meaning.Other,
            EventsMeaning events => new EventsMeaning(events.Terms, events.Rules) { IsFiltered = true, IsSampleCount = events.IsSampleCount },
            _ => Meaning.Other,
        };
    }

    // Whether a minute was good or bad, for the share of good minutes.
    private static Meaning Slice(SliMeaning sli, NumberMeaning? bound, BinaryExpression comparison)
    {
        var isBelow = (comparison.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual) != comparison.Left is NumberLiteral;
        if (bound is null || comparison.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return Meaning.Other;
        var sources = new List<SliSource>();
        foreach (var source in sli.Sources)
        {
            var shape = source.Shape;
            sources.Add(source with
            {
                Node = null,
                Shape = shape with { Key = FormattableString.Invariant($"slice|{bound.Value}|{shape.Key}"), Form = SliForm.Ratio, Why = "it is the share of time in which " + (shape.Form == SliForm.Ratio ? "a ratio" : "a quantile") + " keeps to a bound", Certainty = shape.Certainty == Certainty.Certain ? Certainty.Likely : shape.Certainty },
            });
        }

        return new SliMeaning(sources) { IsGood = sli.Form == SliForm.Ratio && sli.IsGood ? !isBelow : isBelow, Window = sli.Window, IsSlice = true };
    }

    private static bool IsNumberSeries(EventsMeaning events) => events.Single is { IsRate: false } term && IsObjectiveOnly(term);

    private static bool IsObjectiveOnly(Term term) => NamedSeries.IsObjective(term.Metric) && Words.OutcomeOf(Words.Of(term.Metric.Replace("error_budget", "budget"))) == Outcome.None;

    /// <summary>A series that holds targets or budgets, or null.</summary>
    internal static NumberMeaning? ObjectiveOf(Meaning meaning) => meaning switch
    {
        NumberMeaning { Series: not null } number => number,
        EventsMeaning { Single: { IsRate: false } term } when IsObjectiveOnly(term) => new NumberMeaning(double.NaN) { Series = term.Metric },
        _ => null,
    };
}
