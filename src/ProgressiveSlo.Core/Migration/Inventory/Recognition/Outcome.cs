namespace ProgressiveSlo.Migration;

/// <summary>What a condition or a name says about the events that it chooses.</summary>
internal enum Outcome
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They succeeded.</summary>
    Good,

    /// <summary>They failed.</summary>
    Bad,

    /// <summary>The client was at fault, as HTTP 4xx says: whether that is a failure is for people to say.</summary>
    BadByClient,
}
