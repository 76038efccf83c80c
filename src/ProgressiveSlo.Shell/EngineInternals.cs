using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ProgressiveSlo.Shell;

/// <summary>
/// The one thing we need of the engine that it does not offer publicly. <c>exit 5</c> in a script *file* ends that file
/// and sets $LASTEXITCODE, which a native command also does; the two cannot be told apart afterwards. pwsh -File sets this
/// switch to get the exit itself, and so do we.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Makes the next script file's <c>exit</c> reach the host. Returns false when this engine has no such switch.</summary>
    public static bool LetExitLeaveTheNextScriptFile(Runspace runspace)
    {
        object? context =
            typeof(Runspace).GetProperty("ExecutionContext", Hidden)?.GetValue(runspace)
            ?? runspace.GetType().GetProperty("ExecutionContext", Hidden)?.GetValue(runspace);
        PropertyInfo? rethrow = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden);
        rethrow?.SetValue(context, true);
        return rethrow is not null;
    }
}
