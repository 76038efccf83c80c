namespace ProgressiveSlo.Linting;

/// <summary>How grave a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Probably not what was meant, or harmful in some situations.</summary>
    Warning,

    /// <summary>Wrong: a tool refuses it, or it does not do what it says.</summary>
    Error,
}
