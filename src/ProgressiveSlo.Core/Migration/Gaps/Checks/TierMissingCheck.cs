namespace ProgressiveSlo.Migration.Checks;

/// <summary>Waves go by tier: a service without one has no place in the order.</summary>
internal sealed class TierMissingCheck : KnownServiceCheck
{
    public override string Code => "TierMissing";

    // Only a catalog knows tiers.
    protected override string? Judge(GapSubject subject) => subject.Entry is { } entry && string.IsNullOrEmpty(entry.Tier) ? "The catalog gives the service no tier" : null;
}
