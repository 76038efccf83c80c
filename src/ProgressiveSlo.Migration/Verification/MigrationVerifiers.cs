using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>The registry of verifiers.</summary>
public static class MigrationVerifiers
{
    private static readonly IMigrationVerifier[] _all =
    [
        new StepsDoneVerifier(),
        new PrerequisiteVerifier(
            "PrometheusReady",
            PrerequisiteArea.Prometheus,
            ["PrometheusReady", "PrometheusRetention", "PrometheusScraping"]
        ),
        new PrerequisiteVerifier("GrafanaReady", PrerequisiteArea.Grafana, ["GrafanaHealth"]),
        new PrerequisiteVerifier("RepositoryReady", PrerequisiteArea.Repository, ["GitRepository", "GitRemote", "GitClean"]),
        new PrerequisiteVerifier("PipelineReady", PrerequisiteArea.Pipeline, ["PipelineDefined"]),
        new PrerequisiteVerifier("ClusterReady", PrerequisiteArea.Kubernetes, ["KubernetesContext", "KubernetesResources"]),
        new InventoryTakenVerifier(),
        new PilotsSelectedVerifier(),
        new ServicesDefinedVerifier(),
        new DefinitionsValidVerifier(),
        new RulesLoadedVerifier(),
        new ParallelRunAgreesVerifier(),
        new TierOrderKeptVerifier(),
        new ShareMigratedVerifier(),
        new ManualRemovedVerifier(),
    ];

    /// <summary>Names of the verifiers that a checklist may name.</summary>
    public static IReadOnlyList<string> Names { get; } = _all.Select(v => v.Name).ToArray();

    /// <summary>What the verifiers of a step say; empty for a step that only people can decide.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="step">A step of it.</param>
    /// <param name="evidence">The evidence.</param>
    public static IReadOnlyList<MigrationCheck> Verify(SloMigration migration, MigrationStep step, MigrationEvidence evidence)
    {
        var subject = new VerificationSubject(
            migration ?? throw new ArgumentNullException(nameof(migration)),
            step ?? throw new ArgumentNullException(nameof(step)),
            evidence ?? throw new ArgumentNullException(nameof(evidence))
        );
        return step.Verification.Select(name => _all.First(v => v.Name == name).Verify(subject)).ToArray();
    }
}

/// <summary>
/// Decides steps by evidence. To add a verifier: a class with this interface, a line in <see cref="MigrationVerifiers"/>, and its name in a
/// checklist.
/// </summary>
public interface IMigrationVerifier
{
    /// <summary>Its name, as checklists write it.</summary>
    string Name { get; }

    /// <summary>Judges a step.</summary>
    /// <param name="subject">The step and the evidence.</param>
    MigrationCheck Verify(VerificationSubject subject);
}

/// <summary>What verifiers share: how they answer.</summary>
public abstract class MigrationVerifier : IMigrationVerifier
{
    private const int MaximumListed = 5;

    private protected MigrationVerifier() { }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract MigrationCheck Verify(VerificationSubject subject);

    private protected MigrationCheck Pass(string message) => new(Name, CheckStatus.Pass, message);

    private protected MigrationCheck Fail(string message, string guidance) => new(Name, CheckStatus.Fail, message) { Guidance = guidance };

    private protected MigrationCheck Unknown(string message, string guidance) =>
        new(Name, CheckStatus.Unknown, message) { Guidance = guidance };

    /// <summary>Passes when no problem was found; otherwise fails with the first ones.</summary>
    private protected MigrationCheck Judge(IReadOnlyCollection<string> problems, string good, string guidance) =>
        problems.Count == 0
            ? Pass(good)
            : Fail(
                string.Join("; ", problems.Take(MaximumListed))
                    + (problems.Count > MaximumListed ? $"; and {NumberText.Plain(problems.Count - MaximumListed)} more" : ""),
                guidance
            );

    private protected static string Services(int count) => CountText.Of(count, "service");

    private protected static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MaximumListed).Select(ServiceName.Printable))
        + (names.Count > MaximumListed ? $" and {NumberText.Plain(names.Count - MaximumListed)} more" : "");
}

/// <summary>What a verifier is asked about: a step of a migration, with the evidence there is.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Step">The step.</param>
/// <param name="Evidence">The evidence.</param>
public sealed record VerificationSubject(SloMigration Migration, MigrationStep Step, MigrationEvidence Evidence)
{
    private const decimal UsualMinimum = 0.8m;

    /// <summary>The least share that is asked for.</summary>
    public decimal Minimum => Step.Minimum ?? UsualMinimum;

    /// <summary>
    /// The services that the step is about: its own, those of its wave, all pilots for a gate before the phase of the waves, the migrated
    /// ones for a later gate, otherwise all.
    /// </summary>
    public IReadOnlyList<string> Services
    {
        get
        {
            if (Step.Service is { } service)
                return [service];
            if (Step.Wave is { } number)
                return Migration.Waves[number - 1].Services;
            if (!Step.IsGate)
                return Migration.Services.Select(s => s.Name).ToArray();
            var before = Migration.Find(Step.Phase)!.Order < Migration.Find(Migration.GetChecklist().WavePhase.Name)!.Order;
            return before
                ? Migration.Pilots.Select(p => p.Service).ToArray()
                : Migration.Services.Where(s => s.Migrated && !s.MigratedBefore).Select(s => s.Name).ToArray();
        }
    }
}
