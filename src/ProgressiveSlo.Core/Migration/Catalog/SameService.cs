using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace ProgressiveSlo.Migration;

/// <summary>Tells services of a catalog apart by what they are and not by what they say: comparing all they say takes time and means nothing there.</summary>
internal sealed class SameService : IEqualityComparer<CatalogService>
{
    private SameService()
    {
    }

    public static SameService Instance { get; } = new();

    public bool Equals(CatalogService? x, CatalogService? y) => ReferenceEquals(x, y);

    public int GetHashCode(CatalogService obj) => RuntimeHelpers.GetHashCode(obj);
}
