using System.Collections.Generic;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What Test-SloManifest takes, one by one: an argument may be an array, and things with a path stand for their file.</summary>
internal static class LintArgument
{
    private static readonly string[] _paths = ["PSPath", "LiteralPath", "FullName"];

    public static IEnumerable<object> Each(object argument)
    {
        if (((argument as PSObject)?.BaseObject ?? argument) is not object[] several)
        {
            yield return One(argument);
            yield break;
        }

        foreach (var item in several)
        {
            if (item is not null)
                yield return One(item);
        }
    }

    // Rows with a path, such as those of Import-Csv or Select-Object, stand for their file.
    private static object One(object argument)
    {
        var value = (argument as PSObject)?.BaseObject ?? argument;
        if (value is not PSCustomObject || argument is not PSObject row)
            return value;
        foreach (var name in _paths)
        {
            if (row.Properties[name]?.Value is string { Length: > 0 } path)
                return new LiteralFile(path);
        }

        return row;
    }
}
