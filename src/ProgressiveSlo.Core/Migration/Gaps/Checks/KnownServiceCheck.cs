using System.Collections.Generic;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>A check of what a service lacks. What a service lacks that is not in production is only worth knowing.</summary>
internal abstract class KnownServiceCheck : IGapCheck
{
    public abstract string Code { get; }

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        if (subject.IsKnown && Judge(subject) is { } message)
            yield return new GapRemark(Code, message) { AtMost = subject.IsOutOfProduction ? FindingSeverity.Information : null };
    }

    /// <summary>What the service lacks, or null.</summary>
    protected abstract string? Judge(GapSubject subject);
}
