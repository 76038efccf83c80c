using System.Text;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>What a column of a catalog may hold.</summary>
internal enum CatalogColumn
{
    Service,
    Namespace,
    Tier,
    Owner,
    Lifecycle,
    DependsOn,
    Target,
}

/// <summary>The names of columns, with or without capitals, spaces, dashes and underscores.</summary>
internal static class CatalogColumns
{
    /// <summary>The column that a name means, or null for one that means nothing here.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isOwn">Whether it is the column's own name, which counts before the others.</param>
    public static CatalogColumn? Of(string name, out bool isOwn)
    {
        var word = Word(name);
        isOwn = word is "SERVICE" or "NAMESPACE" or "TIER" or "OWNER" or "LIFECYCLE" or "DEPENDSON" or "TARGET";
        return word switch
        {
            "SERVICE" or "NAME" or "SERVICENAME" or "COMPONENT" => CatalogColumn.Service,
            "NAMESPACE" => CatalogColumn.Namespace,
            "TIER" or "SERVICETIER" or "CRITICALITY" => CatalogColumn.Tier,
            "OWNER" or "TEAM" or "OWNEDBY" => CatalogColumn.Owner,
            "LIFECYCLE" => CatalogColumn.Lifecycle,
            "DEPENDSON" or "DEPENDENCIES" or "DEPENDENCY" => CatalogColumn.DependsOn,
            "TARGET" or "SLOTARGET" or "AVAILABILITYTARGET" => CatalogColumn.Target,
            _ => null,
        };
    }

    private static string Word(string name)
    {
        var word = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not ('_' or '-') && !char.IsWhiteSpace(c))
                word.Append(char.ToUpperInvariant(c));
        }

        return word.ToString();
    }
}
