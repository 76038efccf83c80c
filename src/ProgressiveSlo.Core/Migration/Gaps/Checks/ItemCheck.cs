using System.Collections.Generic;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>A check that judges the items one by one.</summary>
internal abstract class ItemCheck : IGapCheck
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
