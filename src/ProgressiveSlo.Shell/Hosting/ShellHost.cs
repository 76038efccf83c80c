using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>The engine's view of this process.</summary>
internal sealed class ShellHost(ShellHostUserInterface userInterface, Version version) : PSHost
{
    /// <summary>The number a script gave to <c>exit</c>, once it did.</summary>
    public int? RequestedExitCode { get; private set; }

    public override string Name => "slo";

    public override Version Version { get; } = version;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    // Cmdlets see an engine wrapper around the user interface; this is the public way back to ours.
    public override PSObject PrivateData { get; } = new(userInterface);

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("slo has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("slo has no nested prompts.");

    public override void NotifyBeginApplication() => userInterface.HideProgress();

    public override void NotifyEndApplication()
    {
        // A native command leaves nothing behind that we would have to restore.
    }
}
