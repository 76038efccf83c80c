using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-ParallelRun</c> takes: what Compare-SloParallelRun returns, and files of its report in JSON.</summary>
internal static class ParallelRunArgument
{
    private static readonly string[] _extensions = [".json"];

    /// <summary>The parallel runs.</summary>
    /// <param name="argument">A result, the path of a file or folder, or a file.</param>
    /// <param name="session">Resolves paths.</param>
    /// <exception cref="SloValidationException">It is none of these.</exception>
    /// <exception cref="SloDocumentException">A file holds no sound parallel run.</exception>
    /// <exception cref="ItemNotFoundException">There is nothing of that name.</exception>
    public static IEnumerable<ParallelRunResult> Resolve(object? argument, SessionState session) => ((argument as PSObject)?.BaseObject ?? argument) switch
    {
        ParallelRunResult result => [result],
        string path => Read(path, literal: false, session),
        FileInfo file => Read(file.FullName, literal: true, session),
        var other => throw new SloValidationException("ParallelRun", other is null ? "Nothing ($null) was given" : $"A value of type {other.GetType().Name} is no parallel run", "Give what Compare-SloParallelRun returns, or the path of its report in JSON"),
    };

    private static IEnumerable<ParallelRunResult> Read(string path, bool literal, SessionState session) =>
        InputPaths.Resolve(path, literal, session, extensions: _extensions).SelectMany(f => ParallelRunFile.Read(f.Full, f.Display));
}
