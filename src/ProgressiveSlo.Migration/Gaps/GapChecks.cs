using ProgressiveSlo.Findings;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>The registry of gap checks.</summary>
public static class GapChecks
{
    // What is missing first, then what is wrong, then what is loose.
    private static readonly IGapCheck[] All =
    [
        new SloMissingGapCheck(),
        new LatencySloMissingGapCheck(),
        new AlertMissingGapCheck(),
        new AlertUnreachableGapCheck(),
        new AlertSingleWindowGapCheck(),
        new RatioAveragedGapCheck(),
        new ZeroTrafficNaNGapCheck(),
        new TargetAboveDependencyGapCheck(),
        new DefinitionsDisagreeGapCheck(),
        new OwnerMissingGapCheck(),
        new TierMissingGapCheck(),
        new ServiceUnknownGapCheck(),
        new ServiceUnnamedGapCheck(),
        new HandWrittenGapCheck(),
    ];

    /// <summary>The codes of all checks, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Codes { get; } = All.Select(c => c.Code).ToArray();

    internal static IEnumerable<GapRemark> Run(GapSubject subject) => All.SelectMany(c => c.Check(subject));
}

/// <summary>
/// Looks for one kind of gap. To add one: a class with this interface, a line in <see cref="GapChecks"/>, and an entry in gaps.yaml.
/// </summary>
internal interface IGapCheck
{
    /// <summary>The code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds for one service, or for items that belong to none.</summary>
    IEnumerable<GapRemark> Check(GapSubject subject);
}

/// <summary>What a check says of a service or an item. Severity, general guidance and the cmdlet call are in the rules.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">What is missing or wrong here, one sentence without its full stop.</param>
/// <param name="Item">The item that it is about, or null for the service.</param>
/// <param name="Fix">What to do here, without a full stop; null when the general guidance says it all.</param>
internal sealed record GapRemark(string Code, string Message, GapItem? Item = null, string? Fix = null)
{
    /// <summary>A severity that the gap does not exceed here; null when it is as grave as ever.</summary>
    public FindingSeverity? MaximumSeverity { get; init; }
}

/// <summary>A check that judges the items one by one.</summary>
internal abstract class ItemGapCheck : IGapCheck
{
    public abstract string Code { get; }

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        foreach (var item in subject.Items)
        {
            if (Judge(item, subject) is { } remark)
                yield return remark;
        }
    }

    /// <summary>What is wrong with the item, or null.</summary>
    protected abstract GapRemark? Judge(GapItem item, GapSubject subject);
}

/// <summary>A check of what a service lacks. What a service lacks that is not in production is only worth knowing.</summary>
internal abstract class ServiceGapCheck : IGapCheck
{
    public abstract string Code { get; }

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        if (subject.IsKnown && Judge(subject) is { } message)
            yield return new GapRemark(Code, message) { MaximumSeverity = subject.IsOutOfProduction ? FindingSeverity.Information : null };
    }

    /// <summary>What the service lacks, or null.</summary>
    protected abstract string? Judge(GapSubject subject);
}
