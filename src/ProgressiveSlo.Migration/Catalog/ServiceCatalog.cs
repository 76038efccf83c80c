using System.Runtime.CompilerServices;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Migration.Catalog;

/// <summary>Finds services by the names that rules, definitions and other catalogs give them.</summary>
public sealed class ServiceCatalog
{
    private static readonly ServiceMatch Nothing = new(null, []);

    private readonly Dictionary<string, List<CatalogService>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CatalogService>> _bySlug = new(StringComparer.Ordinal);

    /// <summary>Makes a catalog.</summary>
    /// <param name="services">The services; each pair of namespace and name once.</param>
    public ServiceCatalog(IReadOnlyList<CatalogService> services)
    {
        Services = services ?? throw new ArgumentNullException(nameof(services));
        foreach (var service in services)
        {
            Keep(_byName, service.Service, service);
            Keep(_bySlug, ServiceName.Slug(service.Service), service);
        }
    }

    /// <summary>The services, in the order of the catalog.</summary>
    public IReadOnlyList<CatalogService> Services { get; }

    /// <summary>
    /// Finds a service: by its exact name, otherwise by its slug, so that <c>Check Out</c> finds <c>check-out</c>. A namespace must agree;
    /// a service or a name without one agrees with any, as long as that leaves one service.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="namespace">The namespace, or null when it is not known.</param>
    public ServiceMatch Find(string name, string? @namespace)
    {
        if (string.IsNullOrEmpty(name))
            return Nothing;
        return _byName.TryGetValue(name, out var exact) && Choose(exact, @namespace) is { } found ? found
            : _bySlug.TryGetValue(ServiceName.Slug(name), out var near) ? Choose(near, @namespace) ?? new ServiceMatch(null, near)
            : Nothing;
    }

    /// <summary>Finds a service that another one depends on: in its own namespace before others.</summary>
    /// <param name="dependent">The service that depends.</param>
    /// <param name="reference">A name, or <c>namespace/name</c>.</param>
    public ServiceMatch FindDependency(CatalogService dependent, string reference)
    {
        if (dependent is null)
            throw new ArgumentNullException(nameof(dependent));
        if (reference is null)
            throw new ArgumentNullException(nameof(reference));
        var slash = reference.IndexOf('/');
        if (slash >= 0)
            return Find(reference.Substring(slash + 1), reference.Substring(0, slash));
        var own = Find(reference, dependent.Namespace);
        return own.Service is null && dependent.Namespace is not null ? Find(reference, null) : own;
    }

    private static ServiceMatch? Choose(List<CatalogService> services, string? @namespace)
    {
        if (@namespace is not null)
        {
            var same =
                services.Find(s => string.Equals(s.Namespace, @namespace, StringComparison.OrdinalIgnoreCase))
                ?? services.Find(s => s.Namespace is null);
            return same is null ? null : new ServiceMatch(same, []);
        }

        return services.Count == 1 ? new ServiceMatch(services[0], []) : new ServiceMatch(null, services);
    }

    private static void Keep(Dictionary<string, List<CatalogService>> index, string key, CatalogService service)
    {
        if (!index.TryGetValue(key, out var services))
            index.Add(key, services = []);
        services.Add(service);
    }
}

/// <summary>What a search for a service gave.</summary>
/// <param name="Service">The service, or null when there is none, or more than one that could be meant.</param>
/// <param name="Others">Services of that name in other namespaces, when none of them was taken.</param>
public sealed record ServiceMatch(CatalogService? Service, IReadOnlyList<CatalogService> Others);

/// <summary>A service of the catalog that an organisation keeps.</summary>
/// <param name="Service">Name of the service.</param>
public sealed record CatalogService(string Service)
{
    /// <summary>Namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Tier, in the words of the catalog, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// Stage of its life, in the words of the catalog, for example <c>production</c> or <c>deprecated</c>; null when it is not said.
    /// </summary>
    public string? Lifecycle { get; init; }

    /// <summary>Services that it depends on: names, or <c>namespace/name</c> where the name alone would mean another one.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The target that the catalog promises for it, as a ratio, or null.</summary>
    public decimal? Target { get; init; }

    /// <summary>The file as the user knows it; empty for objects.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line, from 1; 0 when there is none.</summary>
    public int Line { get; init; }
}

/// <summary>
/// Tells services of a catalog apart by what they are and not by what they say: comparing all they say takes time and means nothing there.
/// </summary>
internal sealed class CatalogServiceComparer : IEqualityComparer<CatalogService>
{
    private CatalogServiceComparer() { }

    public static CatalogServiceComparer Instance { get; } = new();

    public bool Equals(CatalogService? x, CatalogService? y) => ReferenceEquals(x, y);

    public int GetHashCode(CatalogService obj) => RuntimeHelpers.GetHashCode(obj);
}
