using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>What verifiers judge. What was not gathered is null, and never counts as found.</summary>
public sealed record MigrationEvidence
{
    // Many steps ask for rules, and there may be ten thousands of them.
    private LoadedRuleIndex? _index;

    /// <summary>No evidence.</summary>
    public static MigrationEvidence None { get; } = new();

    /// <summary>The definitions in the manifests, with the rules that Prometheus needs for them.</summary>
    public IReadOnlyList<DefinedSlo>? Definitions { get; init; }

    /// <summary>What the lint found in the same manifests.</summary>
    public IReadOnlyList<SloFinding>? Findings { get; init; }

    /// <summary>The rules that a running Prometheus has loaded.</summary>
    public IReadOnlyList<ObservedRule>? LoadedRules
    {
        get;
        init => (field, _index) = (value, null);
    }

    /// <summary>What exists: definitions, generated rules and hand-written ones.</summary>
    public IReadOnlyList<SloInventoryItem>? Inventory { get; init; }

    /// <summary>Parallel runs of services.</summary>
    public IReadOnlyList<ParallelRunResult>? ParallelRuns { get; init; }

    /// <summary>What the probes of prerequisites found.</summary>
    public IReadOnlyList<SloPrerequisite>? Prerequisites { get; init; }

    /// <summary>The rules to look others up in, or null when Prometheus was not asked.</summary>
    internal LoadedRuleIndex? Index => _index ??= LoadedRules is null ? null : new LoadedRuleIndex(LoadedRules);
}

/// <summary>A definition of a manifest, and the rules that are to be loaded for it.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Rules">Its rules in each flavor that they may have been exported in; those of one flavor suffice.</param>
public sealed record DefinedSlo(SloDefinition Definition, IReadOnlyList<IReadOnlyList<ObservedRule>> Rules)
{
    /// <summary>Why there are no rules, or null.</summary>
    public string? Problem { get; init; }
}
