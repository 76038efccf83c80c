using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Runspaces;

namespace ProgressiveSlo.Shell;

/// <summary>
/// Turns the words after <c>-File script.ps1</c> into parameters the way pwsh does: <c>-Name</c> names a parameter,
/// everything else is a literal string, and only <c>-Flag:$true</c> and <c>-Flag:$false</c> are read as booleans.
/// </summary>
internal static class FileArguments
{
    public static IReadOnlyList<CommandParameter> Bind(IReadOnlyList<string> arguments)
    {
        var parameters = new List<CommandParameter>(arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (!IsParameterName(argument))
            {
                parameters.Add(new CommandParameter(null, argument));
                continue;
            }

            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                // Whether the next word is its value or the parameter is a switch is for the engine's binder to say.
                parameters.Add(new CommandParameter(argument));
            }
            else if (colon < argument.Length - 1)
            {
                parameters.Add(new CommandParameter(argument[..colon], Value(argument[(colon + 1)..])));
            }
            else if (i + 1 < arguments.Count)
            {
                parameters.Add(new CommandParameter(argument[..colon], arguments[++i]));
            }
            else
            {
                parameters.Add(new CommandParameter(argument[..colon]));
            }
        }

        return parameters;
    }

    private static bool IsParameterName(string argument) =>
        argument.Length > 1 && argument[0] == '-' && !double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static object Value(string text) =>
        text.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            _ => text,
        };
}
