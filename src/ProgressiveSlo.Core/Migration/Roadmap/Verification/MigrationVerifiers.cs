using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>The registry of verifiers.</summary>
public static class MigrationVerifiers
{
    private static readonly IMigrationVerifier[] _all =
    [
        new StepsDoneVerifier(),
        new PrerequisiteVerifier("PrometheusReady", PrerequisiteArea.Prometheus, ["PrometheusReady", "PrometheusRetention", "PrometheusScraping"]),
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
            evidence ?? throw new ArgumentNullException(nameof(evidence)));
        return step.Verification.Select(name => _all.First(v => v.Name == name).Verify(subject)).ToArray();
    }
}
