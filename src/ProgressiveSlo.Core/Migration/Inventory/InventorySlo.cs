using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>What an inventory item amounts to.</summary>
internal static class InventorySlo
{
    /// <summary>Whether it is an SLO: it has an objective, said or implied by alerts on an error budget. A plain threshold or a graph is monitoring without one.</summary>
    public static bool IsSlo(this SloInventoryItem item) => item.Target is not null || item.Method is SloMethod.Definition or SloMethod.BurnRateAlert;

    /// <summary>Whether alerts watch the rate at which its error budget is spent.</summary>
    public static bool HasBurnRateAlert(this SloInventoryItem item) => item.Method == SloMethod.BurnRateAlert || item.AlertWindows.Any(a => a.BurnRate is not null);

    /// <summary>Whether it is an SLO that a definition makes.</summary>
    public static bool IsManaged(this SloInventoryItem item) => !item.HandWritten && item.IsSlo();
}
