namespace ProgressiveSlo.Migration.Checks;

/// <summary>Items of which nothing says whose they are.</summary>
internal sealed class ServiceUnnamedCheck : ItemCheck
{
    public override string Code => "ServiceUnnamed";

    protected override GapRemark? Judge(GapItem item, GapSubject subject) =>
        subject.Service is null ? new GapRemark(Code, $"Nothing says which service {item.Name} is about", item) : null;
}
