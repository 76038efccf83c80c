using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Commands;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>The Shell cannot begin; the message is for the user.</summary>
internal sealed class ShellStartException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>An engine with the ProgressiveSlo module in it, connected to this process's streams.</summary>
internal sealed class ShellSession : IDisposable
{
    private const string PromptFunction = "\"slo $($ExecutionContext.SessionState.Path.CurrentLocation)> \"";

    /// <summary>The folder of the module that was built and shipped together with this executable.</summary>
    private static readonly string Modules = Path.Combine(AppContext.BaseDirectory, "module");

    private ShellSession(Runspace runspace, ShellHost host, ShellHostUserInterface userInterface)
    {
        Runspace = runspace;
        Host = host;
        UserInterface = userInterface;
    }

    public Runspace Runspace { get; }

    public ShellHost Host { get; }

    public ShellHostUserInterface UserInterface { get; }

    /// <summary>Opens an engine for scripts.</summary>
    /// <param name="streams">Where its texts go.</param>
    /// <param name="mayAsk">Whether somebody is there to answer questions.</param>
    /// <exception cref="ShellStartException">The module is missing or cannot be loaded.</exception>
    public static ShellSession Open(StandardStreams streams, bool mayAsk)
    {
        // The two take about as long as each other and know nothing of each other.
        var state = Task.Run(StateOfScripts);
        var userInterface = new ShellHostUserInterface(streams, mayAsk);
        var host = new ShellHost(userInterface, ShellVersion.Number);
        Runspace? runspace = null;
        try
        {
            runspace = RunspaceFactory.CreateRunspace(host, state.GetAwaiter().GetResult());
            runspace.ThreadOptions = PSThreadOptions.ReuseThread;
            OpenUnattended(runspace);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or ShellStartException))
        {
            runspace?.Dispose();
            throw new ShellStartException($"The ProgressiveSlo module cannot be loaded: {exception.Message}", exception);
        }

        return new ShellSession(runspace, host, userInterface);
    }

    /// <summary>What the prompt begins with.</summary>
    /// <exception cref="ShellStartException">The module is missing.</exception>
    public static InitialSessionState StateOfPrompt()
    {
        var state = State();
        state.Commands.Remove("prompt", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateFunctionEntry("prompt", PromptFunction));
        return state;
    }

    public void Dispose() => Runspace.Dispose();

    private static InitialSessionState StateOfScripts()
    {
        var state = State();
        state.Commands.Remove("Out-Default", typeof(SessionStateCmdletEntry));
        state.Commands.Add(new SessionStateCmdletEntry("Out-Default", typeof(CompleteOutDefaultCommand), helpFileName: null));
        return state;
    }

    private static InitialSessionState State()
    {
        var manifest = Path.Combine(Modules, "ProgressiveSlo", "ProgressiveSlo.psd1");
        if (!File.Exists(manifest))
            throw new ShellStartException($"The ProgressiveSlo module is missing: there is no file '{manifest}'. Reinstall slo.");

        var state = InitialSessionState.CreateDefault2();
        // Without this a module that fails to load is skipped in silence.
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([manifest]);
        StandardCmdlets.AddTo(state);
        state.EnvironmentVariables.Add(new SessionStateVariableEntry("PSModulePath", SearchPath(), description: null));
        return state;
    }

    // Ours comes first, so that Import-Module ProgressiveSlo finds the module that is loaded already, and not another copy of it.
    private static string SearchPath()
    {
        string?[] paths =
        [
            Modules,
            ModuleIntrinsics.GetPSModulePath(ModuleIntrinsics.PSModulePathScope.User),
            ModuleIntrinsics.GetPSModulePath(ModuleIntrinsics.PSModulePathScope.Machine),
            .. (Environment.GetEnvironmentVariable("PSModulePath") ?? "").Split(Path.PathSeparator),
        ];
        return string.Join(Path.PathSeparator, paths.Where(path => !string.IsNullOrEmpty(path)).Distinct());
    }

    /// <summary>
    /// Opens the engine without its listener for debuggers that attach from other processes: no debugger is after a process
    /// this short, and the listener costs a tenth of its start. What this process starts is left to decide for itself.
    /// </summary>
    private static void OpenUnattended(Runspace runspace)
    {
        const string Switch = "POWERSHELL_DIAGNOSTICS_OPTOUT";
        var before = Environment.GetEnvironmentVariable(Switch);
        Environment.SetEnvironmentVariable(Switch, "1");
        try
        {
            runspace.Open();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Switch, before);
        }
    }
}
