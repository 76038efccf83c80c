using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

public sealed class MigrationFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_migration_file_is_the_golden_one()
    {
        var text = MigrationFiles.Write(MigrationFiles.InPilot());
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Migration", "migration.yaml")), text);
    }

    [Fact]
    public void A_migration_reads_back_to_the_same_bytes_and_the_same_state()
    {
        var migration = MigrationFiles.InPilot();
        var text = MigrationFiles.Write(migration);
        var read = MigrationReader.Read(text, "");
        Assert.Equal(text, MigrationFiles.Write(read));
        Assert.Equal("Pilot", read.CurrentPhase);
        Assert.Equal(
            migration.Steps.Select(s => s.ToString() + s.State + s.Note + s.By + s.At + s.Owner + s.Reason),
            read.Steps.Select(s => s.ToString() + s.State + s.Note + s.By + s.At + s.Owner + s.Reason)
        );
        Assert.Equal(
            migration.Services.Select(s => (s.Name, s.Tier, s.Wave, s.Migrated, s.MigratedAt)),
            read.Services.Select(s => (s.Name, s.Tier, s.Wave, s.Migrated, s.MigratedAt))
        );
        Assert.Equal(
            migration.Waves.Select(w => w.ToString() + w.StartDate + w.EndDate),
            read.Waves.Select(w => w.ToString() + w.StartDate + w.EndDate)
        );
    }

    [Theory]
    [InlineData(
        "currentPhase: Pilot\n",
        "currentPhase: Expansion\n",
        "currentPhase: 'Expansion' does not agree with the history, by which it is Pilot."
    )]
    [InlineData("startDate: 2026-01-05\n", "startDate: 2026-01-05T09:00:00Z\n", "startDate: The date has a time of day.")]
    [InlineData("startDate: 2026-01-05\n", "startDate: 2199-12-01\n", "startDate: The migration reaches past the year 2199.")]
    [InlineData("- name: service-3\n", "- name: service-2\n", "services[3].name: 'service-2' and 'service-2' have one id, service-2.")]
    [InlineData("- name: service-3\n", "- name: Service_2\n", "services[3].name: 'Service_2' and 'service-2' have one id, service-2.")]
    [InlineData(
        "- service: service-0\n",
        "- service: service-00\n",
        "pilots[0].service: There is no service 'service-00'. Perhaps 'service-0' is meant"
    )]
    [InlineData(
        "  services:\n  - service-4\n",
        "  services:\n  - service-0\n",
        "waves[0].services[0]: 'service-0' is duplicated: as a pilot, in a wave, or migrated before."
    )]
    [InlineData("  services:\n  - service-4\n", "", "services[4].name: 'service-4' is in no wave. Add it to a wave.")]
    [InlineData("- number: 2\n", "- number: 7\n", "waves[1].number: The waves are not numbered from 1. Write 2.")]
    [InlineData(
        "- step: install-tools\n",
        "- step: install-tolls\n",
        "There is no step 'install-tolls'. Perhaps 'install-tools' is meant."
    )]
    [InlineData("  reason: rehearsal\n", "", "history[0].reason: The step was forced, and nothing says why. Add the reason.")]
    [InlineData("- step: gate-assessment\n", "- step: gate-pilot\n", "The gate of Pilot was passed before the gate ahead of it.")]
    [InlineData("  by: kim\n", "  by: kim\n  byy: kim\n", "history[0].byy: The key is unknown. Did you mean 'by'?")]
    [InlineData("kind: SloMigration\n", "kind: SloPlan\n", "kind: Expected a SloMigration, found 'SloPlan'.")]
    [InlineData("    - RulesLoaded\n", "    - RulesLoded\n", "There is no verifier 'RulesLoded'. Perhaps 'RulesLoaded' is meant.")]
    public void Each_error_names_place_field_and_mend(string was, string now, string message)
    {
        var good = MigrationFiles.Write(MigrationFiles.InPilot());
        var at = good.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        File.WriteAllText(_file, good[..at] + now + good[(at + was.Length)..]);
        var error = Assert.Throws<SloDocumentException>(() => MigrationReader.ReadFile(_file, "migration.yaml"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^migration\.yaml\(\d+,\d+\): ", error.Message);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        var text = MigrationFiles.Write(MigrationFiles.InPilot());
        var random = new Random(20260105);
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var damaged = SpecMutator.Bytes(text, random);
            try
            {
                var read = MigrationReader.Read(damaged, "x.yaml");
                var written = MigrationFiles.Write(read);
                Assert.Equal(written, MigrationFiles.Write(MigrationReader.Read(written, "")));
            }
            catch (SloDocumentException e)
            {
                refused++;
                Assert.StartsWith("x.yaml", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 80, 400);
    }

    [Fact]
    public void Of_changes_at_one_time_none_is_lost()
    {
        const int Writers = 4;
        File.WriteAllText(_file, MigrationFiles.Write(MigrationPlanner.Plan(MigrationFiles.Request())));
        var ids = MigrationReader.ReadFile(_file, "").Steps.Where(s => s.Verification.Count == 0).Select(s => s.Id).Take(12).ToArray();
        Assert.Equal(12, ids.Length);
        using var together = new Barrier(Writers);
        var threads = Enumerable
            .Range(0, Writers)
            .Select(w => new Thread(() =>
            {
                together.SignalAndWait();
                foreach (var id in ids.Where((_, i) => i % Writers == w))
                    MigrationStore.Change(
                        _file,
                        "m.yaml",
                        m =>
                            MigrationProgress.Complete(
                                m,
                                MigrationFiles.Step(m, id),
                                new StepCompletion("writer " + w, MigrationFiles.Start) { Note = id }
                            ),
                        TestContext.Current.CancellationToken
                    );
            }))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();

        var read = MigrationReader.ReadFile(_file, "");
        Assert.Equal(ids.OrderBy(i => i, StringComparer.Ordinal), read.History.Select(h => h.Step).OrderBy(i => i, StringComparer.Ordinal));
        Assert.All(read.History, h => Assert.Equal(h.Step, h.Note));
    }

    [Fact]
    public void A_refused_change_leaves_the_file_as_it_was()
    {
        var text = MigrationFiles.Write(MigrationFiles.InPilot());
        File.WriteAllText(_file, text);
        Assert.Throws<SloValidationException>(() =>
            MigrationStore.Change(
                _file,
                "m.yaml",
                m => MigrationFiles.Force(m, "gate-expansion", 30),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Null(MigrationStore.Change(_file, "m.yaml", _ => null, TestContext.Current.CancellationToken));
        Assert.Equal(text, File.ReadAllText(_file));
    }

    [Fact]
    public void A_change_is_lines_at_the_end()
    {
        var migration = MigrationFiles.InPilot();
        var before = MigrationFiles.Write(migration);
        Assert.StartsWith(
            before,
            MigrationFiles.Write(MigrationFiles.Force(migration, "set-up-gitops-workflow", 21)),
            StringComparison.Ordinal
        );
    }
}
