using System.Collections;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>One series by interval: which intervals have a sample, and its value, which may be NaN.</summary>
internal sealed class SlotRow
{
    public SlotRow(int count)
    {
        Values = new double[count];
        Has = new BitArray(count);
    }

    public double[] Values { get; }

    public BitArray Has { get; }
}
