namespace ProgressiveSlo.Objectives;

/// <summary>
/// An indicator in PromQL. Each query is a template with <c>{{.window}}</c> where the window goes. There is either an error ratio
/// alone, or all events with the good or the bad ones.
/// </summary>
/// <param name="Good">Rate of good events, or null.</param>
/// <param name="Bad">Rate of bad events, or null.</param>
/// <param name="Total">Rate of all events, or null.</param>
/// <param name="ErrorRatio">Bad events divided by all events, or null.</param>
public sealed record SliQueries(string? Good, string? Bad, string? Total, string? ErrorRatio)
{
    /// <summary>What stands for the window in a query.</summary>
    public const string Window = "{{.window}}";

    /// <summary>Queries of good events and all events.</summary>
    /// <param name="good">Rate of good events.</param>
    /// <param name="total">Rate of all events.</param>
    public static SliQueries OfGood(string good, string total) => new(good, null, total, null);

    /// <summary>Queries of bad events and all events.</summary>
    /// <param name="bad">Rate of bad events.</param>
    /// <param name="total">Rate of all events.</param>
    public static SliQueries OfBad(string bad, string total) => new(null, bad, total, null);

    /// <summary>A query of the error ratio alone.</summary>
    /// <param name="errorRatio">Bad events divided by all events.</param>
    public static SliQueries OfErrorRatio(string errorRatio) => new(null, null, null, errorRatio);
}
