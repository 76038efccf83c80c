namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>What a series that Pyrra records says.</summary>
internal enum PyrraRecordKind
{
    /// <summary>The error ratio over an alert window.</summary>
    BurnRate,

    /// <summary>Events over the period, or over a part of it.</summary>
    Period,

    /// <summary>The target.</summary>
    Objective,

    /// <summary>The period in seconds.</summary>
    Window,

    /// <summary>Something that follows from the others.</summary>
    Other,
}
