using System.Management.Automation;

namespace ProgressiveSlo.BareModule;

/// <summary>Does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Bare")]
public sealed class GetBareCommand : PSCmdlet { }
