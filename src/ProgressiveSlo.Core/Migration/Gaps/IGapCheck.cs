using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>Looks for one kind of gap. To add one: a class with this interface, a line in <see cref="GapChecks"/>, and an entry in gaps.yaml.</summary>
internal interface IGapCheck
{
    /// <summary>The code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds for one service, or for items that belong to none.</summary>
    IEnumerable<GapRemark> Check(GapSubject subject);
}
