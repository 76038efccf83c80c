using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>
/// Changes plan files in place: reads, changes and replaces, with no other process in between. Comments and the order of keys stay.
/// </summary>
public static class PlanStore
{
    /// <summary>Changes a plan file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new plan of the one in the file; null leaves the file as it is.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <returns>The new plan, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan.</exception>
    /// <exception cref="SloValidationException">The change is refused; the file is as it was.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was cancelled; the file is as it was.</exception>
    public static SloPlan? Change(string path, string displayPath, Func<SloPlan, SloPlan?> change, CancellationToken cancel = default)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        return LockedFileUpdate.Change(
            path,
            () => PlanReader.ReadFile(path, displayPath),
            change,
            (plan, output) => Write(path, plan, output),
            AtomicFile.MostDocumentBytes,
            cancel
        );
    }

    /// <summary>Changes a plan file after somebody was asked; nobody is kept from the file while the question waits.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new plan of the one in the file; null leaves the file as it is.</param>
    /// <param name="question">Says what is changed, and asks.</param>
    /// <param name="cancel">Ends the wait for another process that has the file.</param>
    /// <returns>The new plan, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan.</exception>
    /// <exception cref="SloValidationException">The change is refused, or is not the one any more that was asked about (field Path); the
    /// file is not touched.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was cancelled; the file is as it was.</exception>
    public static SloPlan? Change(
        string path,
        string displayPath,
        Func<SloPlan, SloPlan?> change,
        ChangeQuestion<SloPlan> question,
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
            () => PlanReader.ReadFile(path, displayPath),
            change,
            question,
            (plan, output) => Write(path, plan, output),
            AtomicFile.MostDocumentBytes,
            cancel
        );
    }

    /// <summary>
    /// Writes a plan in the place of a file's: what the file says otherwise is replaced, and its comments and the order of its keys stay. A
    /// path where there is no file gets the plan alone.
    /// </summary>
    /// <param name="path">Full path of the file, which still holds what it did.</param>
    /// <param name="plan">What it is to hold.</param>
    /// <param name="output">Takes the text.</param>
    public static void WriteOver(string path, SloPlan plan, TextWriter output)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        try
        {
            if (FileKinds.IsFile(path ?? throw new ArgumentNullException(nameof(path))))
                Write(path, plan, text);
        }
        catch (SloDocumentException)
        {
            // What is not a text has no comments.
        }

        if (text.GetStringBuilder().Length > 0)
            output.Write(text.ToString());
        else
            PlanWriter.Write(plan, output);
    }

    private static void Write(string path, SloPlan plan, TextWriter output) =>
        EditedDocument.Write(path, plan, text => PlanReader.Read(text, "", checkHistory: false), PlanWriter.Write, output);
}
