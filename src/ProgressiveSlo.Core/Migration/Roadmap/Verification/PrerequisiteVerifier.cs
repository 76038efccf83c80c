using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Whether the prerequisites of one area were probed and are met.</summary>
public sealed class PrerequisiteVerifier : MigrationVerifier
{
    private readonly string _area;
    private readonly string[] _needed;

    /// <param name="name">Its name.</param>
    /// <param name="area">The area.</param>
    /// <param name="needed">The prerequisites without which nobody knows: results that somebody has filtered are no pass.</param>
    internal PrerequisiteVerifier(string name, string area, string[] needed)
    {
        Name = name;
        _area = area;
        _needed = needed;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Prerequisites is not { } all)
            return Unknown("No prerequisite was probed", "Give -Prerequisite with what Test-SloPrerequisite returns");
        var own = all.Where(p => p.Area == _area && p.Required).ToArray();
        var skipped = all.Where(p => p.Area == _area && p.Status == PrerequisiteStatus.Skipped).ToArray();
        if (own.All(p => p.Status == PrerequisiteStatus.Skipped))
            return Unknown($"{_area} was not probed", skipped.Length > 0 ? skipped[0].Guidance : "Give -Prerequisite all that Test-SloPrerequisite returns");
        var failed = own.Where(p => p.Status == PrerequisiteStatus.Fail).ToArray();
        if (failed.Length > 0)
            return Judge(failed.Select(Text).ToArray(), "", failed[0].Guidance);
        var missing = _needed.Where(n => own.All(p => p.Name != n)).ToArray();
        if (missing.Length > 0)
            return Unknown($"{List(missing)} {(missing.Length == 1 ? "was" : "were")} not probed", "Give -Prerequisite all that Test-SloPrerequisite returns");
        var open = own.Where(p => p.Status != PrerequisiteStatus.Pass).ToArray();
        return open.Length > 0 ? Unknown(string.Join("; ", open.Select(Text)), open[0].Guidance) : Pass(string.Join("; ", own.Select(p => p.Message)));
    }

    private static string Text(SloPrerequisite prerequisite) => prerequisite.Name + ": " + prerequisite.Message;
}
