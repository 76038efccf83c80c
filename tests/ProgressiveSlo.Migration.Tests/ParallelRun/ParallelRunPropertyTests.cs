using CsCheck;
using ProgressiveSlo.Migration.ParallelRun;
using Xunit;
using static ProgressiveSlo.Migration.Tests.ParallelRun.Runs;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

public sealed class ParallelRunPropertyTests
{
    private static readonly Gen<double> _ratio = Gen.Frequency(
        (6, Gen.Double[0, 1]),
        (2, Gen.Const(0.0)),
        (1, Gen.Const(double.NaN)),
        (1, Gen.Const(double.PositiveInfinity)),
        (1, Gen.Double[-5, 5])
    );

    private static readonly Gen<SliPoint> _point =
        from minute in Gen.Int[-600, Hours * 60]
        from ratio in _ratio
        from total in Gen.Frequency((2, Gen.Const(double.NaN)), (3, Gen.Double[0, 1000]), (1, Gen.Const(0.0)), (1, Gen.Double[-1, 0]))
        select new SliPoint(From.AddMinutes(minute), ratio, total);

    private static readonly Gen<FiringInterval> _alert =
        from name in Gen.OneOf(Gen.Const("A"), Gen.Const("B"))
        from start in Gen.Int[0, Hours * 4]
        from length in Gen.Int[1, 40]
        select Fires(name, start / 4.0, (start + length) / 4.0);

    private static readonly Gen<ParallelRunSide> _side =
        from points in _point.Array[0, 400]
        from alerts in _alert.Array[0, 6]
        select new ParallelRunSide(points) { Alerts = alerts };

    // By the hour, with counts or without.
    private static readonly Gen<ParallelRunSide> _whole =
        from ratios in Gen.Double[0, 1].Array[Hours]
        from totals in Gen.Double[1, 1000].Array[Hours]
        from counts in Gen.Bool
        from alerts in _alert.Array[0, 6]
        select new ParallelRunSide([.. ratios.Select((r, h) => new SliPoint(At(h), r, counts ? totals[h] : double.NaN))])
        {
            Alerts = alerts,
        };

    [Fact]
    public void Equal_sides_with_enough_evidence_always_agree() =>
        _whole.Sample(side =>
        {
            var result = Compare(side, side);
            Assert.Equal((ParallelRunVerdict.Agrees, 0), (result.Verdict, result.Reasons.Count));
        });

    [Fact]
    public void Equal_sides_never_disagree() =>
        _side.Sample(side => Assert.NotEqual(ParallelRunVerdict.Disagrees, Compare(side, side).Verdict));

    [Fact]
    public void Exchanging_the_sides_turns_differences_round_and_keeps_the_verdict() =>
        Gen.Select(Gen.OneOf(_side, _whole), Gen.OneOf(_side, _whole))
            .Sample(
                (one, two) =>
                {
                    var there = Compare(one, two);
                    var back = Compare(two, one);
                    Assert.Equal(
                        (there.Verdict, there.Compared, there.Idle, there.Missing, there.OnlyManual, there.OnlyAutomated),
                        (back.Verdict, back.Compared, back.Idle, back.Missing, back.OnlyAutomated, back.OnlyManual)
                    );
                    Assert.Equal(there.Sli?.Mean, -back.Sli?.Mean);
                    Assert.Equal(there.Sli?.MeanAbsolute, back.Sli?.MeanAbsolute);
                    Assert.Equal(there.Sli?.MaxAt, back.Sli?.MaxAt);
                    Assert.Equal(there.Budget?.Difference, -back.Budget?.Difference);
                    Assert.Equal(there.Budget?.OneSided, back.Budget?.OneSided);
                    Assert.Equal(
                        there.Alerts!.Matched.Select(m => (m.Manual, m.Automated)),
                        back.Alerts!.Matched.Select(m => (m.Automated, m.Manual))
                    );
                    Assert.Equal(there.Alerts.OnlyManual, back.Alerts.OnlyAutomated);
                }
            );

    [Fact]
    public void Every_interval_is_counted_once_and_nothing_agrees_without_evidence() =>
        Gen.Select(_side, _side)
            .Sample(
                (one, two) =>
                {
                    var result = Compare(one, two);
                    Assert.Equal(
                        result.Intervals,
                        result.Compared + result.Idle + result.OnlyManual + result.OnlyAutomated + result.Missing
                    );
                    Assert.True(
                        !result.Agrees
                            || (result.Coverage >= result.Tolerance.Coverage && !result.Reasons.Any(r => r.IsLack || r.IsDifference))
                    );
                }
            );

    [Fact]
    public void Points_in_any_order_give_the_same_result() =>
        Gen.Select(_whole, _whole)
            .Sample(
                (one, two) =>
                    Assert.Equal(Compare(one, two).Sli!.Mean, Compare(one with { Points = [.. one.Points.Reverse()] }, two).Sli!.Mean)
            );
}
