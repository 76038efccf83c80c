using System;
using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Checklist</c> takes: the name of the built-in checklist, the path of a file, or a checklist.</summary>
internal static class ChecklistArgument
{
    /// <summary>The checklist that was asked for; the built-in one when none was.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <exception cref="SloDocumentException">The file is not a sound checklist.</exception>
    /// <exception cref="SloValidationException">No file has that name.</exception>
    public static MigrationChecklist Resolve(object? argument, PathIntrinsics paths)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        if (argument is MigrationChecklist checklist)
            return checklist;
        var text = argument switch
        {
            null => BuiltInChecklists.DefaultName,
            FileSystemInfo file => file.FullName,
            _ => argument.ToString() ?? "",
        };
        if (string.Equals(text, BuiltInChecklists.DefaultName, StringComparison.OrdinalIgnoreCase))
            return BuiltInChecklists.Default;
        var path = text.Length == 0 ? "" : FileSystemPath.Of(text, paths);
        return File.Exists(path)
            ? ChecklistReader.ReadFile(path, text)
            : throw new SloValidationException("Checklist", $"There is no checklist file '{ServiceName.Printable(text)}'", $"Give {BuiltInChecklists.DefaultName}, or the path of a checklist file");
    }
}
