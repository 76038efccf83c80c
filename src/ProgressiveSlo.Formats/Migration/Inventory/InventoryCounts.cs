namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>What was read for an inventory, in numbers.</summary>
public sealed record InventoryCounts
{
    /// <summary>Files that were read, or tried.</summary>
    public int Files { get; internal set; }

    /// <summary>Files in which there is neither a rule nor a definition nor a dashboard; nothing is wrong with them.</summary>
    public int PassedOver { get; internal set; }

    /// <summary>Recording and alerting rules in PromQL.</summary>
    public int Rules { get; internal set; }

    /// <summary>Rules in other languages, such as LogQL, which are passed over.</summary>
    public int OtherLanguage { get; internal set; }

    /// <summary>Queries on dashboards.</summary>
    public int Queries { get; internal set; }

    /// <summary>Definitions in files of some SLO format.</summary>
    public int Definitions { get; internal set; }

    /// <summary>Rules of a running Prometheus that stand in the files, too, and are taken once.</summary>
    public int Loaded { get; internal set; }
}
