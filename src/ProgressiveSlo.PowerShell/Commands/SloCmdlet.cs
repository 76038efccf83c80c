using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
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

    /// <summary>Writes an error for one refused value; the next item goes on.</summary>
    private protected void WriteItemError(SloValidationException exception, ErrorArea area, object? target) =>
        WriteError(ErrorMap.Find(exception, area, target)!);

    /// <summary>Ends the whole call with an error.</summary>
    [DoesNotReturn]
    private protected void Stop(Exception exception, string errorId, ErrorCategory category, object? target) =>
        Stop(new ErrorRecord(exception, errorId, category, target));

    /// <summary>Ends the whole call with an error.</summary>
    [DoesNotReturn]
    private protected void Stop(ErrorRecord record)
    {
        ThrowTerminatingError(record);

        // The engine's method never returns, and does not say so to the compiler.
        throw new PipelineStoppedException();
    }

    /// <summary>Does something for one item. What refuses it is written as an error of that item, and the next one goes on.</summary>
    /// <param name="area">Ids of the errors.</param>
    /// <param name="target">The item.</param>
    /// <param name="action">What is done.</param>
    /// <param name="file">The file as the user knows it, where one is read or written.</param>
    /// <returns>Whether nothing refused it.</returns>
    private protected bool Try(ErrorArea area, object? target, Action action, string? file = null)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (ErrorMap.Find(e, area, target, file) is { } record)
        {
            WriteError(record);
            return false;
        }
        catch (OperationCanceledException) when (Stopping)
        {
            // What it waited for is not waited for any more, and a pipeline that is being stopped says so itself.
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Gets something for one item, as <see cref="Try"/>; null, and an error written, when it is refused.</summary>
    private protected T? TryGet<T>(ErrorArea area, object? target, Func<T?> get, string? file = null)
        where T : class
    {
        T? found = null;
        Try(area, target, () => found = get(), file);
        return found;
    }

    /// <summary>Gets what the whole call needs; what refuses it ends the call.</summary>
    private protected T GetOrStop<T>(ErrorArea area, object? target, Func<T> get)
    {
        try
        {
            return get();
        }
        catch (Exception e) when (ErrorMap.Find(e, area, target) is { } record)
        {
            Stop(record);
            throw;
        }
    }

    /// <summary>As <see cref="GetOrStop"/>, for what gives nothing.</summary>
    private protected void DoOrStop(ErrorArea area, object? target, Action action, string? file = null)
    {
        try
        {
            action();
        }
        catch (Exception e) when (ErrorMap.Find(e, area, target, file) is { } record)
        {
            Stop(record);
        }
    }

    /// <summary>The pattern of a name; null, and an error written, when its wildcards make none.</summary>
    private protected WildcardPattern? PatternOrError(string name, string errorId) =>
        TryGet(new ErrorArea { Refused = errorId }, name, () => NamePattern.Create(name, "Name"));

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
        var files = TryGet(FileErrors.Read(errorId), path, () => InputPaths.Resolve(path, literal, SessionState, recurse, extensions));
        if (files is null)
            refused?.Invoke();
        return files ?? [];
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
        var files = FilesOrError(path, literal, ManifestErrors.NotFound, () => isRefused = true, recurse);
        if (files.Count > 0)
            return files;
        none?.Invoke();
        if (!isRefused)
            WarnOfNoFile(path, InputPaths.Yaml, recurse);
        return files;
    }

    /// <summary>Warns of a path that stands for no file: nothing that was read must not look like nothing that is wrong.</summary>
    /// <param name="path">The path as given.</param>
    /// <param name="extensions">The extensions that were looked for.</param>
    /// <param name="recurse">Whether subfolders were read; null where they never are.</param>
    private protected void WarnOfNoFile(string path, IReadOnlyList<string> extensions, bool? recurse = null) =>
        WriteWarning(
            $"There is no {string.Join(" or ", extensions)} file in '{PrintableText.Escape(path)}'."
                + (recurse == false ? " Subfolders are read with -Recurse." : "")
        );

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
    private protected ServiceCatalog ReadCatalog(object?[] arguments)
    {
        var content = GetOrStop(CatalogErrors.Argument, arguments, () => CatalogArgument.Read(arguments, SessionState));
        foreach (var (problem, isLost) in content.Problems)
        {
            if (isLost)
                WriteItemError(new SloDocumentException(problem), CatalogErrors.Invalid, ErrorCategory.InvalidData, problem.Path);
            else
                WriteWarning(problem.ToString());
        }

        if (content.Catalog.Services.Count == 0)
            Stop(
                new SloValidationException("Catalog", "The catalog has no service", "Give a catalog with at least one"),
                CatalogErrors.Empty,
                ErrorCategory.InvalidData,
                arguments
            );
        return content.Catalog;
    }

    /// <summary>Writes a file as the provider would, with the path that other cmdlets bind to.</summary>
    private protected void WriteFile(string path) =>
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
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
