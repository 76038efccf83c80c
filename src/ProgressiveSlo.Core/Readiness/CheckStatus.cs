namespace ProgressiveSlo.Readiness;

/// <summary>How one check came out.</summary>
public enum CheckStatus
{
    /// <summary>Met.</summary>
    Pass,

    /// <summary>Not met.</summary>
    Fail,

    /// <summary>Not measured, or not enough of it to say.</summary>
    Unknown,

    /// <summary>Not asked for.</summary>
    Waived,

    /// <summary>Worth knowing; decides nothing.</summary>
    Advice,
}
