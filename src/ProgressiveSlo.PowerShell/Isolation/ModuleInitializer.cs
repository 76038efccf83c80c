using System.ComponentModel;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Isolation;

/// <summary>Called by PowerShell when the module is imported, before any cmdlet runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <summary>
    /// Hooks assembly resolution. The hook stays when the module is removed: other runspaces of the process may still use it,
    /// and it answers for our own assemblies alone.
    /// </summary>
    public void OnImport() => DependencyResolution.Enable();
}
