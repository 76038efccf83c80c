using System.Management.Automation.Host;

namespace ProgressiveSlo.PowerShell.Tests;

/// <summary>A host that keeps what would be shown: 120 columns, no colours.</summary>
internal sealed class CaptureHost : PSHost
{
    private readonly CaptureInterface _interface = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Capture";

    public override PSHostUserInterface UI => _interface;

    public override Version Version { get; } = new(1, 0);

    public string Text => _interface.Text;

    /// <summary>Answers the questions: the place of a choice, 0 for Yes.</summary>
    public Func<string, int>? Answer
    {
        set => _interface.Answer = value;
    }

    public void Clear() => _interface.Clear();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }
}
