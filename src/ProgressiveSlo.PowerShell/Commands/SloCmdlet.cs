using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the cmdlets share: the clock and how errors are written.</summary>
public abstract class SloCmdlet : PSCmdlet
{
    private protected IClock Clock { get; } = new SystemClock();

    /// <summary>Writes an error for one item; the next item goes on.</summary>
    private protected void WriteItemError(Exception exception, string errorId, ErrorCategory category, object? target) =>
        WriteError(new ErrorRecord(exception, errorId, category, target));

    /// <summary>Writes an error for one refused value. The id is the prefix and the field's name: <c>SloPlanInvalidService</c>.</summary>
    private protected void WriteItemError(SloValidationException exception, string errorIdPrefix, object? target) =>
        WriteItemError(exception, errorIdPrefix + exception.Problem.Field, ErrorCategory.InvalidArgument, target);

    /// <summary>The pattern of a name; null, and an error written, when its wildcards make none.</summary>
    private protected WildcardPattern? PatternOrError(string name, string errorId)
    {
        try
        {
            return NamePattern.Create(name, "Name");
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, errorId, ErrorCategory.InvalidArgument, name);
            return null;
        }
    }

    /// <summary>The files that a path stands for; none, and an error written, when there is nothing of that name.</summary>
    private protected IReadOnlyList<(string Full, string Display)> FilesOrError(
        string path,
        bool literal,
        string errorId,
        Action? refused = null,
        bool recurse = false,
        IReadOnlyList<string>? extensions = null
    )
    {
        try
        {
            return InputPaths.Resolve(path, literal, SessionState, recurse, extensions);
        }
        catch (Exception e)
            when (e
                    is SloValidationException
                        or ItemNotFoundException
                        or ProviderNotFoundException
                        or System.Management.Automation.DriveNotFoundException
                        or NotSupportedException
            )
        {
            refused?.Invoke();
            WriteItemError(e, errorId, ErrorCategory.ObjectNotFound, path);
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            refused?.Invoke();
            WriteItemError(
                new IOException($"'{PrintableText.Escape(path)}' cannot be read: {e.Message}", e),
                "SloReadFailed",
                ErrorCategory.PermissionDenied,
                path
            );
            return [];
        }
    }

    /// <summary>
    /// The manifests that a path stands for. A warning is written when these are none: a check of nothing must not look like one that
    /// passed.
    /// </summary>
    private protected IReadOnlyList<(string Full, string Display)> ManifestFiles(
        string path,
        bool literal,
        bool recurse,
        Action? none = null
    )
    {
        var isRefused = false;
        var files = FilesOrError(path, literal, "SloManifestNotFound", () => isRefused = true, recurse);
        if (files.Count > 0)
            return files;
        none?.Invoke();
        if (!isRefused)
            WriteWarning(
                $"There is no .yaml or .yml file in '{PrintableText.Escape(path)}'."
                    + (recurse ? "" : " Subfolders are read with -Recurse.")
            );
        return files;
    }

    /// <summary>
    /// Whether files came with a folder or a wildcard, or out of another cmdlet, such as Get-ChildItem; otherwise somebody named each.
    /// </summary>
    private protected bool IsFromSearch(string path, bool literal, bool isFile) =>
        (isFile && MyInvocation.ExpectingInput) || InputPaths.IsSearch(path, literal, SessionState);

    /// <summary>Counts documents that were skipped, and names them to who wants to know.</summary>
    private protected void WriteSkipped(SkippedSummary all, IReadOnlyList<SkippedDocument> documents)
    {
        all.Add(documents);
        foreach (var document in documents)
            WriteVerbose(SkippedSummary.Line(document));
    }

    /// <summary>
    /// The catalog that a parameter names. What was lost of it is an error for each item; without any service the call ends.
    /// </summary>
    private protected ServiceCatalog? ReadCatalog(object?[] arguments)
    {
        try
        {
            var content = CatalogArgument.Read(arguments, SessionState);
            foreach (var (problem, isLost) in content.Problems)
            {
                if (isLost)
                    WriteItemError(new SloDocumentException(problem), "SloCatalogInvalid", ErrorCategory.InvalidData, problem.Path);
                else
                    WriteWarning(problem.ToString());
            }

            if (content.Catalog.Services.Count == 0)
                ThrowTerminating(
                    new SloValidationException("Catalog", "The catalog has no service", "Give a catalog with at least one"),
                    "SloCatalogEmpty",
                    ErrorCategory.InvalidData,
                    arguments
                );
            return content.Catalog;
        }
        catch (SloValidationException e)
        {
            ThrowTerminating(e, "SloCatalogInvalidInput", ErrorCategory.InvalidArgument, arguments);
        }
        catch (Exception e)
            when (e is ItemNotFoundException or ProviderNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            ThrowTerminating(e, "SloCatalogNotFound", ErrorCategory.ObjectNotFound, arguments);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminating(e, "SloReadFailed", ErrorCategory.PermissionDenied, arguments);
        }

        return null;
    }

    /// <summary>Writes a file as the provider would, with the path that other cmdlets bind to.</summary>
    private protected void WriteFile(string path) =>
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);

    /// <summary>Ends the whole call with an error.</summary>
    private protected void ThrowTerminating(Exception exception, string errorId, ErrorCategory category, object? target) =>
        ThrowTerminatingError(new ErrorRecord(exception, errorId, category, target));
}

/// <summary>
/// Says what ShouldProcess will do, which the engine keeps to itself: the parameter decides, and without it the preference.
/// </summary>
internal static class ShouldProcessState
{
    /// <summary>Whether -WhatIf is on, so that ShouldProcess says what would be done, and says no.</summary>
    /// <param name="cmdlet">A cmdlet that supports ShouldProcess.</param>
    public static bool IsWhatIf(PSCmdlet cmdlet) =>
        LanguagePrimitives.IsTrue(
            cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference")
        );

    /// <summary>Whether ShouldProcess only shows something, or may wait for somebody.</summary>
    /// <param name="cmdlet">A cmdlet with the impact of those that declare none: Medium.</param>
    public static bool MayPrompt(PSCmdlet cmdlet) =>
        IsWhatIf(cmdlet)
        || (
            cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var given)
                ? LanguagePrimitives.IsTrue(given)
                : LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var least)
                    && least is ConfirmImpact.Low or ConfirmImpact.Medium
        );
}
