using System;
using System.IO;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Commands;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>An engine with the ProgressiveSlo module in it, connected to this process's streams.</summary>
internal sealed class ShellSession : IDisposable
{
    private const string PromptFunction = "\"slo $($ExecutionContext.SessionState.Path.CurrentLocation)> \"";

    private ShellSession(Runspace runspace, ShellHost host, ShellHostUserInterface userInterface)
    {
        Runspace = runspace;
        Host = host;
        UserInterface = userInterface;
    }

    public Runspace Runspace { get; }

    public ShellHost Host { get; }

    public ShellHostUserInterface UserInterface { get; }

    public static ShellSession Open(StandardStreams streams, bool mayAsk)
    {
        string manifest = ModuleLocation.Manifest;
        if (!File.Exists(manifest))
        {
            throw new ShellStartException($"The ProgressiveSlo module is missing: there is no file '{manifest}'. Reinstall slo.");
        }

        // The two take about as long as each other and know nothing of each other.
        Task<InitialSessionState> state = Task.Run(() => InitialState(manifest));
        var userInterface = new ShellHostUserInterface(streams, mayAsk);
        var host = new ShellHost(userInterface, ShellVersion.Number);
        Runspace? runspace = null;
        try
        {
            runspace = RunspaceFactory.CreateRunspace(host, state.GetAwaiter().GetResult());
            runspace.ThreadOptions = PSThreadOptions.ReuseThread;
            OpenUnattended(runspace);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            runspace?.Dispose();
            throw new ShellStartException($"The ProgressiveSlo module cannot be loaded: {exception.Message}", exception);
        }

        return new ShellSession(runspace, host, userInterface);
    }

    public void Dispose() => Runspace.Dispose();

    /// <summary>
    /// Opens the engine without its listener for debuggers that attach from other processes: no debugger is after a process
    /// this short, and the listener costs a tenth of its start. What this process starts is left to decide for itself.
    /// </summary>
    private static void OpenUnattended(Runspace runspace)
    {
        const string Switch = "POWERSHELL_DIAGNOSTICS_OPTOUT";
        string? before = Environment.GetEnvironmentVariable(Switch);
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

    private static InitialSessionState InitialState(string manifest)
    {
        var state = InitialSessionState.CreateDefault2();
        // Without this a module that fails to load is skipped in silence.
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([manifest]);
        state.Commands.Remove("prompt", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateFunctionEntry("prompt", PromptFunction));
        state.Commands.Remove("Out-Default", typeof(SessionStateCmdletEntry));
        state.Commands.Add(new SessionStateCmdletEntry("Out-Default", typeof(CompleteOutDefaultCommand), helpFileName: null));
        // Also where PSModulePath names pwsh's own modules, as in a process that pwsh started: Microsoft.PowerShell.Utility
        // is found there and cannot be loaded into this engine. A version of it that does load wins over these once imported.
        state.Commands.Add(new SessionStateCmdletEntry("Out-File", typeof(OutFileCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Out-String", typeof(OutStringCommand), helpFileName: null));
        return state;
    }
}
