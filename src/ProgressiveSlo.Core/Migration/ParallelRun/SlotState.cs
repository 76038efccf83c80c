namespace ProgressiveSlo.Migration;

/// <summary>What one side knows of an interval.</summary>
internal enum SlotState : byte
{
    /// <summary>There is no point.</summary>
    Absent,

    /// <summary>There is a point, and no number: 0/0.</summary>
    NaN,

    /// <summary>It counts no events.</summary>
    NoTraffic,

    /// <summary>There is a ratio.</summary>
    Value,
}
