using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration;

/// <summary>The way of an organisation's services to SLO-as-code: phases on a calendar, pilots, waves, and a checklist with its state. Immutable: a change makes a new one.</summary>
public sealed class SloMigration
{
    private readonly MigrationRecord _record;
    private readonly Lazy<IReadOnlyList<MigrationStep>> _steps;
    private readonly Dictionary<string, MigrationService> _services;

    internal SloMigration(MigrationRecord record)
    {
        _record = record;
        Phases = MigrationCalendar.Phases(record.Checklist, record.StartDate);
        var states = MigratedServices.Of(record);
        _services = states.ToDictionary(s => s.Name);
        Services = states;
        Stakeholders = states.Where(s => s.Owner is not null).GroupBy(s => s.Owner!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new MigrationStakeholder(g.Key, g.Select(s => s.Name).ToArray())).ToArray();
        _steps = new(() => MigrationSteps.Of(this));
    }

    /// <summary>Name of the migration.</summary>
    public string Name => _record.Name;

    /// <summary>Who leads it, or null.</summary>
    public string? Owner => _record.Owner;

    /// <summary>First day, UTC midnight.</summary>
    public DateTime StartDate => _record.StartDate;

    /// <summary>Name of the phase that it is in: the first until a gate is passed, whatever the date.</summary>
    public string CurrentPhase
    {
        get
        {
            var passed = new HashSet<string>(History.Select(h => h.Step));
            return Phases.First(p => p.Order == Phases.Count || !passed.Contains(MigrationSteps.GateId(p.Name))).Name;
        }
    }

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<MigrationPhase> Phases { get; }

    /// <summary>The services that are migrated first.</summary>
    public IReadOnlyList<MigrationPilot> Pilots => _record.Pilots;

    /// <summary>The waves, in order.</summary>
    public IReadOnlyList<MigrationWave> Waves => _record.Waves;

    /// <summary>Owners and their services, sorted.</summary>
    public IReadOnlyList<MigrationStakeholder> Stakeholders { get; }

    /// <summary>The services, sorted by name, with their state.</summary>
    public IReadOnlyList<MigrationService> Services { get; }

    /// <summary>The steps, in the order of phases and checklist.</summary>
    public IReadOnlyList<MigrationStep> Steps => _steps.Value;

    /// <summary>Share of the services that are migrated, 0 to 1.</summary>
    public decimal MigratedShare => Services.Count == 0 ? 0 : (decimal)Services.Count(s => s.Migrated) / Services.Count;

    /// <summary>Services that are not migrated, week by week: by the plan, and by the history.</summary>
    public IReadOnlyList<BurndownWeek> Burndown => MigrationBurndown.Of(this);

    /// <summary>What to know about the plan itself, such as services without a tier; sentences without their full stops.</summary>
    public IReadOnlyList<string> Remarks => MigrationRemarks.Of(this);

    /// <summary>Name of the checklist.</summary>
    public string Checklist => _record.Checklist.Name;

    /// <summary>Changes, oldest first.</summary>
    public IReadOnlyList<MigrationChange> History => _record.History;

    /// <summary>The checklist, as the migration carries it.</summary>
    /// <returns>The checklist.</returns>
    public MigrationChecklist GetChecklist() => _record.Checklist;

    /// <summary>The phase of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public MigrationPhase? Find(string name) => Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The service of that name, or null.</summary>
    /// <param name="name">Name; case matters.</param>
    public MigrationService? FindService(string name) => name is not null && _services.TryGetValue(name, out var service) ? service : null;

    internal Challenge? FindChallenge(string name) => _record.Guidance.Challenges.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The migration with one change more.</summary>
    internal SloMigration With(MigrationChange change) => new(_record with { History = [.. History, change] });

    /// <summary>Name and phase.</summary>
    public override string ToString() => $"{Name}: {CurrentPhase}";
}
