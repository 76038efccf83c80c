using System.Reflection;
using System.Runtime.Loader;

namespace ProgressiveSlo.PowerShell.Isolation;

/// <summary>The private load context of the formats and their packages (PowerShell 7 and later).</summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private static readonly DependencyContext _instance = new();

    // Where the runtime's own assemblies lie; null where they are part of one file.
    private static readonly string? _runtime = typeof(object).Assembly.Location is { Length: > 0 } location
        ? Path.GetDirectoryName(location)
        : null;

    internal static void Enable()
    {
        // Removing first keeps it single when the module is imported again.
        Default.Resolving -= OnResolving;
        Default.Resolving += OnResolving;
    }

    // What is not in the folder (the domain, the runtime, PowerShell) is the default context's. So is what the runtime has itself in this
    // version or a later one: its Span<T> is faster than that of the package, and code that was compiled ahead of time knows no other.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        DependencyResolution.Find(assemblyName) is { } path && !HasRuntime(assemblyName) ? LoadFromAssemblyPath(path) : null;

    private static bool HasRuntime(AssemblyName assemblyName)
    {
        if (_runtime is null)
            return false;
        var path = Path.Combine(_runtime, assemblyName.Name + ".dll");
        return File.Exists(path) && GetAssemblyName(path).Version >= assemblyName.Version;
    }

    // Only the doors into the private context are opened; a package's name is never answered for somebody else.
    private static Assembly? OnResolving(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "ProgressiveSlo.Formats" or "ProgressiveSlo.Prometheus" or "ProgressiveSlo.Probes"
            ? _instance.LoadFromAssemblyName(name)
            : null;
}
