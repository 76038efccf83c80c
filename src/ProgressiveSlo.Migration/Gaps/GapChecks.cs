using ProgressiveSlo.Findings;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>The registry of gap checks.</summary>
public static class GapChecks
{
    // What is missing first, then what is wrong, then what is loose.
    private static readonly IGapCheck[] _all =
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
    public static IReadOnlyList<string> Codes { get; } = _all.Select(c => c.Code).ToArray();

    internal static IEnumerable<Finding> Run(GapSubject subject) => _all.SelectMany(c => c.Check(subject));
}

/// <summary>
/// Looks for one kind of gap. To add one: a class with this interface, a line in <see cref="GapChecks"/>, and an entry in gaps.yaml.
/// </summary>
internal interface IGapCheck
{
    /// <summary>The code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds for one service, or for items that belong to none.</summary>
    IEnumerable<Finding> Check(GapSubject subject);
}

/// <summary>A check that judges the items one by one.</summary>
internal abstract class ItemGapCheck : IGapCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        foreach (var item in subject.Items)
        {
            if (Judge(item, subject) is { } finding)
                yield return finding;
        }
    }

    /// <summary>What is wrong with the item, or null.</summary>
    protected abstract Finding? Judge(GapItem item, GapSubject subject);
}

/// <summary>A check of what a service lacks. What a service lacks that is not in production is only worth knowing.</summary>
internal abstract class ServiceGapCheck : IGapCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        if (subject.IsKnown && Judge(subject) is { } message)
            yield return subject.Report(Code, message) with
            {
                MaximumSeverity = subject.IsOutOfProduction ? FindingSeverity.Information : null,
            };
    }

    /// <summary>What the service lacks, or null.</summary>
    protected abstract string? Judge(GapSubject subject);
}
