namespace ProgressiveSlo.Migration.Checks;

/// <summary>An alert without an owner is nobody's, and nobody can be asked about the target.</summary>
internal sealed class OwnerMissingCheck : KnownServiceCheck
{
    public override string Code => "OwnerMissing";

    protected override string? Judge(GapSubject subject) => string.IsNullOrEmpty(subject.Owner) ? "Neither the catalog nor an SLO says who owns the service" : null;
}
