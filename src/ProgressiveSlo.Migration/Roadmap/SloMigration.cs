using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>
/// The way of an organisation's services to SLO-as-code: phases on a calendar, pilots, waves, and a checklist with its state. Immutable: a
/// change makes a new one.
/// </summary>
public sealed class SloMigration
{
    private readonly MigrationRecord _record;
    private readonly Lazy<IReadOnlyList<MigrationStep>> _steps;
    private readonly Dictionary<string, MigrationService> _services;

    internal SloMigration(MigrationRecord record)
    {
        _record = record;
        Phases = MigrationCalendar.CreatePhases(record.Checklist, record.StartDate);
        var states = MigratedServices.Derive(record);
        _services = states.ToDictionary(s => s.Name);
        Services = states;
        Stakeholders = states
            .Where(s => s.Owner is not null)
            .GroupBy(s => s.Owner!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new MigrationStakeholder(g.Key, g.Select(s => s.Name).ToArray()))
            .ToArray();
        _steps = new(() => MigrationSteps.Create(this));
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
    public IReadOnlyList<BurndownWeek> Burndown => MigrationBurndown.Compute(this);

    /// <summary>What to know about the plan itself, such as services without a tier; sentences without their full stops.</summary>
    public IReadOnlyList<string> Remarks => MigrationRemarks.Find(this);

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

    internal Challenge? FindChallenge(string name) =>
        _record.Guidance.Challenges.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The migration with one change more.</summary>
    internal SloMigration With(MigrationChange change) => new(_record with { History = [.. History, change] });

    /// <summary>Name and phase.</summary>
    public override string ToString() => $"{Name}: {CurrentPhase}";
}

/// <summary>An owner, with the services that are to be migrated.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Services">The services, sorted.</param>
public sealed record MigrationStakeholder(string Owner, IReadOnlyList<string> Services)
{
    /// <summary>The owner.</summary>
    public override string ToString() => Owner;
}

/// <summary>Says what is worth knowing about the plan of a migration itself.</summary>
internal static class MigrationRemarks
{
    private const int MaximumNames = 5;

    public static IReadOnlyList<string> Find(SloMigration migration)
    {
        var remarks = new List<string>();
        var checklist = migration.GetChecklist();
        var open = migration.Services.Where(s => !s.MigratedBefore).ToArray();
        Add(
            remarks,
            open.Where(s => s.Tier is null),
            "has no tier",
            "have no tier",
            "and may be critical: it comes last",
            "and may be critical: they come last"
        );
        Add(
            remarks,
            open.Where(s => s.Tier is not null && !checklist.Tiers.IsKnown(s.Tier)),
            "has a tier that the checklist does not know",
            "have tiers that the checklist does not know",
            "and comes last",
            "and come last"
        );
        Add(
            remarks,
            open.Where(s => s.Owner is null),
            "has no owner",
            "have no owner",
            "so nobody is asked about it",
            "so nobody is asked about them"
        );
        var end = migration.Phases.First(p => p.Name == checklist.WavePhase.Name).EndDate;
        var late = migration.Waves.Count(w => w.EndDate > end);
        if (late > 0)
            remarks.Add(
                $"{NumberText.Plain(late)} of {NumberText.Plain(migration.Waves.Count)} waves end after the phase "
                    + $"{checklist.WavePhase.Name}: make waves larger, or give the phase more weeks"
            );
        return remarks;
    }

    private static void Add(
        List<string> remarks,
        IEnumerable<MigrationService> services,
        string one,
        string several,
        string soOne,
        string soSeveral
    )
    {
        var names = services.Select(s => s.Name).ToArray();
        if (names.Length == 0)
            return;
        var list =
            string.Join(", ", names.Take(MaximumNames))
            + (names.Length > MaximumNames ? $" and {NumberText.Plain(names.Length - MaximumNames)} more" : "");
        remarks.Add(names.Length == 1 ? $"{list} {one}, {soOne}" : $"{list} {several}, {soSeveral}");
    }
}
