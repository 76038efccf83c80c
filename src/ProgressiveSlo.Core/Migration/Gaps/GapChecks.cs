using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Migration.Checks;

namespace ProgressiveSlo.Migration;

/// <summary>The registry of gap checks.</summary>
public static class GapChecks
{
    // What is missing first, then what is wrong, then what is loose.
    private static readonly IGapCheck[] _all =
    [
        new SloMissingCheck(),
        new LatencySloMissingCheck(),
        new AlertMissingCheck(),
        new AlertUnreachableCheck(),
        new AlertSingleWindowCheck(),
        new RatioAveragedCheck(),
        new ZeroTrafficNaNCheck(),
        new TargetAboveDependencyCheck(),
        new DefinitionsDisagreeCheck(),
        new OwnerMissingCheck(),
        new TierMissingCheck(),
        new ServiceUnknownCheck(),
        new ServiceUnnamedCheck(),
        new HandWrittenCheck(),
    ];

    /// <summary>The codes of all checks, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Codes { get; } = _all.Select(c => c.Code).ToArray();

    internal static IEnumerable<GapRemark> Run(GapSubject subject) => _all.SelectMany(c => c.Check(subject));
}
