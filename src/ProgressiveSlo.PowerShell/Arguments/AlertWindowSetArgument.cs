using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-AlertWindowSet</c> takes: the name of a built-in set, the path of a file, or a set.</summary>
internal static class AlertWindowSetArgument
{
    /// <summary>The set that was asked for.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="paths">Resolves a relative path.</param>
    /// <exception cref="SloDocumentException">The file is not a sound set.</exception>
    /// <exception cref="SloValidationException">No built-in set and no file has that name.</exception>
    public static AlertWindowSet Resolve(object argument, PathIntrinsics paths)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        if (argument is AlertWindowSet set)
            return set;
        var text = argument is FileSystemInfo file ? file.FullName : argument.ToString() ?? "";
        if (AlertWindowSets.Find(text) is { } builtIn)
            return builtIn;
        var path = text.Length == 0 ? "" : FileSystemPath.Of(text, paths);
        return File.Exists(path)
            ? AlertWindowSets.ReadFile(path, text)
            : throw new SloValidationException(
                "AlertWindowSet",
                $"There is no built-in alert-window set and no file '{ServiceName.Printable(text)}'",
                "Give one of " + string.Join(", ", AlertWindowSets.Names) + ", or the path of a file of kind AlertWindows");
    }
}
