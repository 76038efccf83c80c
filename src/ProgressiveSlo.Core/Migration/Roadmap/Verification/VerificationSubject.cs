using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Migration;

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
            return before ? Migration.Pilots.Select(p => p.Service).ToArray() : Migration.Services.Where(s => s.Migrated && !s.MigratedBefore).Select(s => s.Name).ToArray();
        }
    }

    /// <summary>Whether two names mean one service: names of rules and catalogs differ in case and punctuation.</summary>
    internal static bool Same(string? name, string service) => name == service || (!string.IsNullOrEmpty(name) && ServiceName.Slug(name!) == ServiceName.Slug(service));
}
