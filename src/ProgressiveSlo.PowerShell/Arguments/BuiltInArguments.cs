using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What a parameter takes that names a document: the name of a built-in one, the path of a file, or the object itself.</summary>
internal static class NamedDocument
{
    /// <summary>The document that was asked for.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="find">Finds a built-in document by its name, or null.</param>
    /// <param name="readFile">Reads a file, by its full path and its name for errors.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <param name="missing">The error for a name that is neither; the argument is the printable name.</param>
    /// <exception cref="SloDocumentException">The file is not sound.</exception>
    /// <exception cref="SloValidationException">No built-in document and no file has that name.</exception>
    public static T Resolve<T>(
        object argument,
        Func<string, T?> find,
        Func<string, string, T> readFile,
        PathIntrinsics paths,
        Func<string, SloValidationException> missing
    )
        where T : class
    {
        if (argument.Unwrap() is T document)
            return document;
        var text = Text(argument);
        if (find(text) is { } builtIn)
            return builtIn;
        var path = text.Length == 0 ? "" : FileSystemPath.Resolve(text, paths);
        return File.Exists(path) ? readFile(path, text) : throw missing(ServiceName.Printable(text));
    }

    /// <summary>The name or the path that a value stands for.</summary>
    /// <param name="argument">The parameter's value.</param>
    public static string Text(object? argument) =>
        argument.Unwrap() switch
        {
            FileSystemInfo file => file.FullName,
            { } other => other.ToString() ?? "",
            null => "",
        };
}

/// <summary>What <c>-Profile</c> takes: the name of a built-in profile, the path of a profile file, or a profile object.</summary>
internal static class ProfileArgument
{
    /// <summary>The profile that was asked for; the built-in default when none was.</summary>
    public static PhaseProfile Resolve(object? argument, PathIntrinsics paths) =>
        NamedDocument.Resolve(
            argument ?? BuiltInProfiles.DefaultName,
            BuiltInProfiles.Find,
            ProfileReader.ReadFile,
            paths,
            name => new SloValidationException(
                "Profile",
                $"There is no built-in profile or file '{name}'",
                "Give one of " + string.Join(", ", BuiltInProfiles.Names) + ", or the path of a profile file"
            )
        );
}

/// <summary>What <c>-AlertWindowSet</c> takes: the name of a built-in set, the path of a file, or a set.</summary>
internal static class AlertWindowSetArgument
{
    /// <summary>The set that was asked for.</summary>
    public static AlertWindowSet Resolve(object argument, PathIntrinsics paths) =>
        NamedDocument.Resolve(
            argument,
            AlertWindowSets.Find,
            AlertWindowSets.ReadFile,
            paths,
            name => new SloValidationException(
                "AlertWindowSet",
                $"There is no built-in alert-window set or file '{name}'",
                "Give one of " + string.Join(", ", AlertWindowSets.Names) + ", or the path of a file of kind AlertWindows"
            )
        );
}

/// <summary>What <c>-Checklist</c> takes: the name of the built-in checklist, the path of a file, or a checklist.</summary>
internal static class ChecklistArgument
{
    /// <summary>The checklist that was asked for; the built-in one when none was.</summary>
    public static MigrationChecklist Resolve(object? argument, PathIntrinsics paths) =>
        NamedDocument.Resolve(
            argument ?? BuiltInChecklists.DefaultName,
            name =>
                string.Equals(name, BuiltInChecklists.DefaultName, StringComparison.OrdinalIgnoreCase) ? BuiltInChecklists.Default : null,
            ChecklistReader.ReadFile,
            paths,
            name => new SloValidationException(
                "Checklist",
                $"There is no checklist file '{name}'",
                $"Give {BuiltInChecklists.DefaultName}, or the path of a checklist file"
            )
        );
}
