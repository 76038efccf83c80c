namespace ProgressiveSlo.Readiness;

/// <summary>What daily counts show about a target.</summary>
internal enum DemonstrationState
{
    /// <summary>There are fewer events than could ever show the target, even without a failure; or none at all.</summary>
    NotFalsifiable,

    /// <summary>The estimate misses the target.</summary>
    NotMet,

    /// <summary>The estimate meets the target; the bound does not, or not yet on enough looks.</summary>
    Met,

    /// <summary>The bound has met the target on each of the consecutive daily looks.</summary>
    Demonstrated,
}
