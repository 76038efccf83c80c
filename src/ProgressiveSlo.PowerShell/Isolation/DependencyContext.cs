using System;
using System.Reflection;
using System.Runtime.Loader;

namespace ProgressiveSlo.PowerShell.Isolation;

/// <summary>The private load context of the formats and their packages (PowerShell 7 and later).</summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private static readonly DependencyContext _instance = new();

    internal static void Enable()
    {
        // Removing first keeps it single when the module is imported again.
        Default.Resolving -= OnResolving;
        Default.Resolving += OnResolving;
    }

    // What is not in the folder (the domain, the runtime, PowerShell) is the default context's.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        DependencyResolution.Find(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    // Only the doors into the private context are opened; a package's name is never answered for somebody else.
    private static Assembly? OnResolving(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "ProgressiveSlo.Formats" or "ProgressiveSlo.Prometheus" ? _instance.LoadFromAssemblyName(name) : null;
}
