using System;
using System.IO;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Changes plan files in place: reads, changes and replaces, with no other process in between.</summary>
public static class PlanStore
{
    /// <summary>Changes a plan file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new plan of the one in the file; null leaves the file as it is.</param>
    /// <returns>The new plan, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan.</exception>
    /// <exception cref="SloValidationException">The change is refused; the file is as it was.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    public static SloPlan? Change(string path, string displayPath, Func<SloPlan, SloPlan?> change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        return ChangedFile.Change(path, () => PlanReader.ReadFile(path, displayPath), change, PlanWriter.Write);
    }
}
