using System.ComponentModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace ProgressiveSlo.PowerShell.Isolation;

/// <summary>
/// Loads the formats and their packages from the module's <c>dependencies</c> folder, apart from everything else in the
/// session: another module's YamlDotNet of whatever version stays its own, and ours stays exact. See docs/decisions/0002.
/// </summary>
internal static class DependencyResolution
{
    private static readonly string Module = Path.GetDirectoryName(typeof(DependencyResolution).Assembly.Location)!;

    private static int Enabled;

    internal static string Folder { get; } = Path.Combine(Module, "dependencies");

    /// <summary>Hooks assembly resolution. Returns whether this was the first time in the process.</summary>
    internal static bool Enable()
    {
        // Each runtime's types are named in a method of its own, so that the other runtime never has to know them.
        if (typeof(object).Assembly.GetName().Name == "mscorlib")
            EnableOnFramework();
        else
            EnableOnCore();
        return Interlocked.Exchange(ref Enabled, 1) == 0;
    }

    /// <summary>The assembly's file in the dependencies folder, or null.</summary>
    internal static string? Find(AssemblyName name)
    {
        var path = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnableOnCore() => DependencyContext.Enable();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnableOnFramework()
    {
        // Removing first keeps it single when the module is imported again.
        AppDomain.CurrentDomain.AssemblyResolve -= OnFrameworkResolve;
        AppDomain.CurrentDomain.AssemblyResolve += OnFrameworkResolve;
    }

    // .NET Framework has no load contexts. LoadFrom keeps assemblies of the same name and another version apart,
    // and only requests that come from our own folder are answered.
    private static Assembly? OnFrameworkResolve(object? sender, ResolveEventArgs args)
    {
        var from = args.RequestingAssembly is { IsDynamic: false } requesting ? Path.GetDirectoryName(requesting.Location) : null;
        var ours =
            string.Equals(from, Module, StringComparison.OrdinalIgnoreCase)
            || string.Equals(from, Folder, StringComparison.OrdinalIgnoreCase);
        return ours && Find(new AssemblyName(args.Name)) is { } path ? Assembly.LoadFrom(path) : null;
    }
}

/// <summary>Called by PowerShell when the module is imported, before any cmdlet runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <summary>
    /// Hooks assembly resolution. The hook stays when the module is removed: other runspaces of the process may still use it,
    /// and it answers for our own assemblies alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session has another copy of the module.</exception>
    public void OnImport()
    {
        // At the first import of the process no copy can be loaded: nothing is asked, and the import stays fast.
        if (!DependencyResolution.Enable())
            RefuseSecondCopy();
    }

    // Import-Module -Force has removed the module by now, and without -Force the same copy is not loaded again.
    private static void RefuseSecondCopy()
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        var modules = shell.AddCommand("Get-Module").AddParameter("Name", "ProgressiveSlo").Invoke<PSModuleInfo>();
        if (modules.FirstOrDefault() is { } loaded)
            throw new InvalidOperationException(
                $"ProgressiveSlo {loaded.Version} is already loaded from '{loaded.ModuleBase}'. Start a new session to import another copy."
            );
    }
}
