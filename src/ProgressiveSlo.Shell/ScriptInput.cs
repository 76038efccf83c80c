using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>
/// Standard input as <c>$input</c>. It is read only for a script that asks for it: another one must not wait for a pipe nobody closes,
/// and a native command in it may want the input for itself.
/// </summary>
internal static class ScriptInput
{
    public static bool IsUsedInText(string script) => IsUsedIn(Parser.ParseInput(script, out _, out _));

    public static bool IsUsedInFile(string path) => IsUsedIn(Parser.ParseFile(path, out _, out _));

    /// <summary>The lines of standard input, as they arrive.</summary>
    public static PSDataCollection<string> Lines()
    {
        // Blocking: otherwise the engine takes a collection that is still empty for one that stays empty.
        var lines = new PSDataCollection<string> { BlockingEnumerator = true };
        // A thread of its own, because a read from a pipe cannot be cancelled when the script ends or is stopped.
        Task.Factory.StartNew(() => Read(lines), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return lines;
    }

    private static void Read(PSDataCollection<string> lines)
    {
        try
        {
            using var reader = StandardStreams.OpenInput();
            while (reader.ReadLine() is { } line)
                lines.Add(line);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The script ended before its input did.
        }
        finally
        {
            lines.Complete();
        }
    }

    private static bool IsUsedIn(Ast script) => script.Find(IsInputVariable, searchNestedScriptBlocks: false) is not null;

    private static bool IsInputVariable(Ast ast) =>
        ast is VariableExpressionAst { VariablePath: { IsVariable: true } path }
        && path.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Turns the words after <c>-File script.ps1</c> into parameters the way pwsh does: <c>-Name</c> names a parameter,
/// everything else is a literal string, and only <c>-Flag:$true</c> and <c>-Flag:$false</c> are read as booleans.
/// </summary>
internal static class FileArguments
{
    public static IReadOnlyList<CommandParameter> Bind(IReadOnlyList<string> arguments)
    {
        var parameters = new List<CommandParameter>(arguments.Count);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsParameterName(argument))
            {
                parameters.Add(new CommandParameter(null, argument));
                continue;
            }

            var colon = argument.IndexOf(':', StringComparison.Ordinal);
            // Without a colon the engine's binder says whether the next word is the value or the parameter is a switch.
            if (colon < 0)
                parameters.Add(new CommandParameter(argument));
            else if (colon < argument.Length - 1)
                parameters.Add(new CommandParameter(argument[..colon], Value(argument[(colon + 1)..])));
            else if (i + 1 < arguments.Count)
                parameters.Add(new CommandParameter(argument[..colon], arguments[++i]));
            else
                parameters.Add(new CommandParameter(argument[..colon]));
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
