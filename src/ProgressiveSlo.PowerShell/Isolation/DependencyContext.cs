using System.Reflection;

namespace ProgressiveSlo.PowerShell.Isolation;

/// <summary>
/// The private load context of the formats and their packages (PowerShell 7 and later). netstandard2.0 does not know load contexts, and
/// the package that adds them breaks builds for one platform, so they are reached by reflection.
/// </summary>
internal static class DependencyContext
{
    private const string ContextType = "System.Runtime.Loader.AssemblyLoadContext";

    private static readonly Type _type = typeof(object).Assembly.GetType(ContextType, throwOnError: true)!;

    // Where the runtime's own assemblies lie; null where they are part of one file.
    private static readonly string? _runtime = typeof(object).Assembly.Location is { Length: > 0 } location
        ? Path.GetDirectoryName(location)
        : null;

    private static readonly Lazy<Func<string, Assembly>> _load = new(CreateContext);

    // Kept, because only the same delegate can be removed again.
    private static readonly Delegate _resolving = Delegate.CreateDelegate(
        typeof(Func<,,>).MakeGenericType(_type, typeof(AssemblyName), typeof(Assembly)),
        typeof(DependencyContext).GetMethod(nameof(OnResolving), BindingFlags.NonPublic | BindingFlags.Static)!
    );

    internal static void Enable()
    {
        var context = _type.GetProperty("Default")!.GetValue(null);
        var resolving = _type.GetEvent("Resolving")!;
        // Removing first keeps it single when the module is imported again.
        resolving.RemoveEventHandler(context, _resolving);
        resolving.AddEventHandler(context, _resolving);
    }

    // The packages are loaded at once: a context takes what it has already, and asks the default context for all else (the domain, the
    // runtime, PowerShell), where another version of a package may lie.
    private static Func<string, Assembly> CreateContext()
    {
        var context = Activator.CreateInstance(_type, "ProgressiveSlo", false);
        var load = (Func<string, Assembly>)Delegate.CreateDelegate(typeof(Func<string, Assembly>), context, "LoadFromAssemblyPath");
        foreach (var path in Directory.GetFiles(DependencyResolution.Folder, "*.dll"))
        {
            if (!IsDoor(Path.GetFileNameWithoutExtension(path)) && !HasRuntime(AssemblyName.GetAssemblyName(path)))
                load(path);
        }

        return load;
    }

    // What the runtime has itself in this version or a later one is the runtime's: its Span<T> is faster than that of the package, and
    // code that was compiled ahead of time knows no other.
    private static bool HasRuntime(AssemblyName name)
    {
        if (_runtime is null)
            return false;
        var path = Path.Combine(_runtime, name.Name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version >= name.Version;
    }

    // Only the doors into the private context are opened; a package's name is never answered for somebody else.
    private static Assembly? OnResolving(object _, AssemblyName name) =>
        IsDoor(name.Name) && DependencyResolution.Find(name) is { } path ? _load.Value(path) : null;

    private static bool IsDoor(string? name) => name is not null && name.StartsWith("ProgressiveSlo.", StringComparison.Ordinal);
}
