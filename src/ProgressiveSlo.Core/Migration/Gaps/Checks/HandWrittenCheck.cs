using System.Linq;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>An SLO that people keep up by hand. Beside a managed one it is the last step of a parallel run, or forgotten.</summary>
internal sealed class HandWrittenCheck : ItemCheck
{
    public override string Code => "HandWritten";

    protected override GapRemark? Judge(GapItem item, GapSubject subject) => !item.Item.HandWritten || !item.Item.IsSlo()
        ? null
        : subject.Slos.FirstOrDefault(s => s.Item.IsManaged() && s.Item.Measure == item.Item.Measure) is { } managed
            ? new GapRemark(Code, $"The SLO {item.Name} is written by hand beside the managed {managed.Name}", item, "Compare the two in a parallel run, then remove the one written by hand")
            : new GapRemark(Code, $"The SLO {item.Name} is written by hand", item);
}
