using System.Threading;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>More bad events never open the gate, but in the few ways that the decision on the record names.</summary>
public sealed class GateMoreBadEventsTests
{
    // Incidents of any size beside a quiet share, so that the budget is hardly used, nearly, or more than used; and a factor that leaves
    // room for many records to cross from one side to the other.
    [Fact]
    public void Bad_events_on_every_day_in_proportion_never_help()
    {
        const long PerDay = 50_000;
        var (ready, closed) = (0, 0);
        Gen.Select(
                Gen.Int[60, 90],
                Gen.Long[0, 200],
                Gen.Select(Gen.Int[0, 89], Gen.Long[0, 8000]).Array[0, 5],
                Gen.Int[2, 5],
                Gen.OneOf(Gen.Const("improvement"), Gen.Const("baseline"))
            )
            .Sample(
                (length, quiet, incidents, times, phase) =>
                {
                    long Bad(int ago) => quiet + incidents.Where(i => i.Item1 == ago).Sum(i => i.Item2);
                    var plan = DayEvidence.Plan(length, phase, [new("stability", "shown")]);
                    var before = DayEvidence.Evaluate(plan, DayEvidence.Of(length, PerDay, Bad));
                    var after = DayEvidence.Evaluate(plan, DayEvidence.Of(length, PerDay, ago => Math.Min(PerDay, Bad(ago) * times)));
                    Assert.False(after.Ready && !before.Ready, $"{string.Join("; ", before.Issues)}");
                    Interlocked.Increment(ref after.Ready ? ref ready : ref closed);
                },
                iter: 3000
            );

        // Without records of both kinds it would say nothing.
        Assert.InRange(ready, 300, 2700);
        Assert.InRange(closed, 300, 2700);
    }

    // Ways in which more bad events help, which the decision on the record names: the limit of the standard deviation is the source's.
    [Fact]
    public void Better_days_made_worse_can_meet_the_limit_of_the_standard_deviation()
    {
        Assert.Equal(["Availability too variable - not stable"], Evaluate(0).Issues);
        Assert.True(Evaluate(200).Ready);

        static ReadinessResult Evaluate(long others) =>
            DayEvidence.Evaluate(DayEvidence.Plan(30, "baseline"), DayEvidence.Of(30, 100_000, ago => ago == 14 ? 5700 : others));
    }

    [Fact]
    public void One_event_on_a_day_without_traffic_makes_it_a_day_that_counts()
    {
        Assert.Equal("Unknown", Evaluate(0).Check("ConsecutiveDays")!.Status);
        Assert.True(Evaluate(1).Ready);

        static ReadinessResult Evaluate(long events)
        {
            var days = DayEvidence
                .Of(60, 10_000, _ => 1)
                .Days.Select((d, i) => i % 7 == 6 ? d with { GoodEvents = events, TotalEvents = events } : d)
                .ToArray();
            return DayEvidence.Evaluate(DayEvidence.Plan(60), DayEvidence.Of(days));
        }
    }
}
