using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Migration;

/// <summary>What one verifier says about a step.</summary>
/// <param name="Name">Name of the verifier.</param>
/// <param name="Status"><see cref="CheckStatus.Pass"/>, <see cref="CheckStatus.Fail"/>, or <see cref="CheckStatus.Unknown"/> when it needs evidence that was not given.</param>
/// <param name="Message">What it found, one sentence without its full stop.</param>
public sealed record MigrationCheck(string Name, CheckStatus Status, string Message)
{
    /// <summary>What to do when it did not pass, without a full stop; empty otherwise.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>For example <c>ShareMigrated: Fail (12 of 30 services are migrated)</c>.</summary>
    public override string ToString() => $"{Name}: {Status} ({Message})";
}
