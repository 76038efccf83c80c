using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration;

/// <summary>What a check says of a service or an item. Severity, general guidance and the cmdlet call are in the rules.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">What is missing or wrong here, one sentence without its full stop.</param>
/// <param name="Item">The item that it is about, or null for the service.</param>
/// <param name="Mend">What to do here, without a full stop; null when the general guidance says it all.</param>
internal sealed record GapRemark(string Code, string Message, GapItem? Item = null, string? Mend = null)
{
    /// <summary>A severity that the gap does not exceed here; null when it is as grave as ever.</summary>
    public FindingSeverity? AtMost { get; init; }
}
