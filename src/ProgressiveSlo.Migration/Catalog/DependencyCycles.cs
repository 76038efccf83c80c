using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Catalog;

/// <summary>Finds services that depend on themselves through others. Depth costs no stack.</summary>
public static class DependencyCycles
{
    // A catalog with more of them is wrong as a whole, and all of them could be billions.
    private const int MaximumCycles = 100;

    private enum State
    {
        New,
        Open,
        Done,
    }

    /// <summary>
    /// The cycles that a walk along the dependencies meets, 100 at most: each as its services in the order of dependence.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    public static IReadOnlyList<IReadOnlyList<CatalogService>> Find(ServiceCatalog catalog)
    {
        if (catalog is null)
            throw new ArgumentNullException(nameof(catalog));
        var cycles = new List<IReadOnlyList<CatalogService>>();
        var states = new Dictionary<CatalogService, State>(ReferenceComparer<CatalogService>.Instance);
        var way = new List<(CatalogService Service, IEnumerator<CatalogService> Next)>();
        foreach (var start in catalog.Services)
        {
            if (StateOf(start) == State.New)
                Enter(start);
            while (way.Count > 0)
            {
                var (service, next) = way[way.Count - 1];
                if (!next.MoveNext())
                {
                    states[service] = State.Done;
                    way.RemoveAt(way.Count - 1);
                }
                else if (StateOf(next.Current) == State.New)
                {
                    Enter(next.Current);
                }
                else if (StateOf(next.Current) == State.Open && cycles.Count < MaximumCycles)
                {
                    cycles.Add(way.SkipWhile(w => !ReferenceEquals(w.Service, next.Current)).Select(w => w.Service).ToArray());
                }
            }
        }

        return cycles;

        State StateOf(CatalogService service) => states.TryGetValue(service, out var state) ? state : State.New;

        void Enter(CatalogService service)
        {
            states[service] = State.Open;
            way.Add(
                (
                    service,
                    service.DependsOn.Select(d => catalog.FindDependency(service, d).Service).OfType<CatalogService>().GetEnumerator()
                )
            );
        }
    }
}
