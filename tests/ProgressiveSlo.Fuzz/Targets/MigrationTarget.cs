using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Migrations: what is read and written is read as the same one, and a change in place is the one that was meant.</summary>
internal sealed class MigrationTarget : FuzzTarget
{
    // Every so many readable inputs are changed in a file: each waits for the disk.
    private const int EachInFile = 5;

    private static readonly DateTime _at = new(2026, 2, 20, 10, 0, 0, DateTimeKind.Utc);

    public override string Name => "migration";

    public override int Share => 2;

    public override IEnumerable<string> Seeds() => SeedFiles.Read("tests/ProgressiveSlo.Formats.Tests/Golden/Migration/migration.yaml");

    public override bool Run(FuzzInput input)
    {
        if (!input.TryDo(() => MigrationReader.Read(input.Text, "migration.yaml"), out var migration))
            return false;
        var text = input.Do(() => Texts.Of(migration));
        Texts.MustBeSame("A migration that was written and read", text, Texts.Of(input.Do(() => MigrationReader.Read(text, ""))));
        ReportCheck.Run(input, [migration]);
        if (input.Text.Length % EachInFile == 0)
            Change(input);
        return true;
    }

    private static void Change(FuzzInput input)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, input.Text, new UTF8Encoding(false));
            if (!input.TryDo(() => MigrationReader.ReadFile(file, "migration.yaml"), out _))
                return;
            SloMigration? meant = null;
            input.Do(() => MigrationStore.Change(file, "migration.yaml", migration => meant = Complete(migration)));
            if (meant is not null)
                Texts.MustBeSame("A migration that was changed in place", Texts.Of(meant), Texts.Of(MigrationReader.ReadFile(file, "")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static SloMigration? Complete(SloMigration migration)
    {
        var step = migration.Steps.FirstOrDefault(s => s.State != StepState.Done && !s.IsGate);
        if (step is null)
            return null;
        try
        {
            return MigrationProgress.Complete(
                migration,
                step,
                new StepCompletion("kim", _at)
                {
                    Note = "see - [x]: y",
                    Force = true,
                    Reason = "# it is so",
                }
            );
        }
        catch (SloValidationException e)
        {
            FuzzInput.CheckMessage(e.Message);
            return null;
        }
    }
}
