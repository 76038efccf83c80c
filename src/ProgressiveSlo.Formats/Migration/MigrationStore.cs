using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Roadmap;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>Changes migration files in place: reads, changes and replaces, with no other process in between.</summary>
public static class MigrationStore
{
    /// <summary>Changes a migration file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new migration of the one in the file; null leaves the file as it is.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <returns>The new migration, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound migration.</exception>
    /// <exception cref="SloValidationException">The change is refused; the file is as it was.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was cancelled; the file is as it was.</exception>
    public static SloMigration? Change(
        string path,
        string displayPath,
        Func<SloMigration, SloMigration?> change,
        CancellationToken cancel = default
    )
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        return LockedFileUpdate.Change(
            path,
            () => MigrationReader.ReadFile(path, displayPath),
            change,
            (migration, output) => Write(path, migration, output),
            AtomicFile.MostDocumentBytes,
            cancel
        );
    }

    /// <summary>Changes a migration file after somebody was asked; nobody is kept from the file while the question waits.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new migration of the one in the file; null leaves the file as it is.</param>
    /// <param name="question">Says what is changed, and asks.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <returns>The new migration, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound migration.</exception>
    /// <exception cref="SloValidationException">The change is refused, or is not the one any more that was asked about (field Path); the
    /// file is not touched.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was cancelled; the file is as it was.</exception>
    public static SloMigration? Change(
        string path,
        string displayPath,
        Func<SloMigration, SloMigration?> change,
        ChangeQuestion<SloMigration> question,
        CancellationToken cancel = default
    )
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        if (question is null)
            throw new ArgumentNullException(nameof(question));
        return LockedFileUpdate.Change(
            path,
            displayPath,
            () => MigrationReader.ReadFile(path, displayPath),
            change,
            question,
            (migration, output) => Write(path, migration, output),
            AtomicFile.MostDocumentBytes,
            cancel
        );
    }

    private static void Write(string path, SloMigration migration, TextWriter output) =>
        EditedDocument.Write(path, migration, text => MigrationReader.Read(text, ""), MigrationWriter.Write, output);
}
