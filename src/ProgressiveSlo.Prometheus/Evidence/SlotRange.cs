using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Slots of one length, one after the other: the days of a window, or its hours.</summary>
/// <param name="FirstEnd">End of the first slot, UTC.</param>
/// <param name="Step">Length of a slot.</param>
/// <param name="Count">How many there are.</param>
internal sealed record SlotRange(DateTime FirstEnd, TimeSpan Step, int Count)
{
    /// <summary>End of the last slot, UTC.</summary>
    public DateTime LastEnd => End(Count - 1);

    /// <summary>The slots of a window.</summary>
    public static SlotRange Of(DateTime from, DateTime to, TimeSpan step) => new(from + step, step, (int)((to - from).Ticks / step.Ticks));

    /// <summary>Its two halves; none of a single slot.</summary>
    public IReadOnlyList<SlotRange> Halves() => Count < 2 ? [] : [this with { Count = Count / 2 }, new SlotRange(End(Count / 2), Step, Count - (Count / 2))];

    private DateTime End(int slot) => FirstEnd.AddTicks(Step.Ticks * slot);
}
