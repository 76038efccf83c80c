using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ProgressiveSlo.PowerShell.Tests;

/// <summary>A real PowerShell engine with a folder of its own as current location; by default with the staged module imported.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private readonly CaptureHost _host = new();

    private Engine(IEnumerable<string> modules)
    {
        // The engine breaks lines between words only in languages that it knows.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Folder = Directory.CreateTempSubdirectory("slo-test-").FullName;
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(modules.ToArray());
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(Folder);
    }

    /// <summary>The current location at the start; deleted at the end.</summary>
    public string Folder { get; }

    /// <summary>Answers the questions of -Confirm: the place of a choice, 0 for Yes.</summary>
    public Func<string, int>? Answer
    {
        set => _host.Answer = value;
    }

    public static Engine Create() => new([StagedModule.Manifest]);

    public static Engine CreateWithout() => new([]);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Runs a script and returns its objects and errors; a terminating error is the last of the errors.</summary>
    public EngineResult Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        _host.Clear();
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        var output = new List<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            output.AddRange(shell.Invoke().Where(o => o is not null));
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        errors.InsertRange(0, shell.Streams.Error);
        return new EngineResult(
            output,
            errors,
            shell.Streams.Warning.Select(w => w.Message).ToArray(),
            new Lazy<string>(() => Format(output))
        );
    }

    /// <summary>A shell with a script that the caller starts, and may stop.</summary>
    public System.Management.Automation.PowerShell Prepare(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        return System.Management.Automation.PowerShell.Create(_runspace).AddScript(script);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string Format(List<PSObject> output)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        shell.Invoke(output);
        return _host.Text;
    }
}
