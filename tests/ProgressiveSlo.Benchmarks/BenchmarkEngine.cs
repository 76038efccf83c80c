using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ProgressiveSlo.Benchmarks;

/// <summary>An engine with the staged module and the empty cmdlets beside it.</summary>
internal sealed class BenchmarkEngine : IDisposable
{
    private readonly Runspace _runspace;

    public BenchmarkEngine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Path("StagedModule")]);
        state.Commands.Add(new SessionStateCmdletEntry("New-Empty", typeof(NewEmptyCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Test-Empty", typeof(TestEmptyCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        RequireSameInput("New-SloPlan", "New-Empty");
        RequireSameInput("Test-SloPhaseReadiness", "Test-Empty");
    }

    public static string Path(string key) =>
        System.IO.Path.GetFullPath(
            typeof(BenchmarkEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!
        );

    public void Set(string name, object value) => _runspace.SessionStateProxy.SetVariable(name, value);

    public object? Get(string name) => _runspace.SessionStateProxy.GetVariable(name);

    public void Run(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script).Invoke();
        if (shell.HadErrors)
            throw new InvalidOperationException(shell.Streams.Error.FirstOrDefault()?.ToString());
    }

    // A cmdlet beside one that takes less from the pipeline would be charged for what the engine does.
    private void RequireSameInput(string cmdlet, string empty)
    {
        if (Input(cmdlet) is var ours && Input(empty) is var bare && ours != bare)
            throw new InvalidOperationException($"{cmdlet} takes {ours} from the pipeline, and {empty} {bare}.");
    }

    private string Input(string cmdlet)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        var command = shell.AddCommand("Get-Command").AddParameter("Name", cmdlet).Invoke<CommandInfo>().Single();
        return string.Join(
            ", ",
            command
                .Parameters.Values.Where(p => p.ParameterSets.Values.Any(s => s.ValueFromPipeline || s.ValueFromPipelineByPropertyName))
                .Select(p => string.Join('/', p.Aliases.Prepend(p.Name)))
                .Order(StringComparer.Ordinal)
        );
    }

    public void Dispose() => _runspace.Dispose();
}
