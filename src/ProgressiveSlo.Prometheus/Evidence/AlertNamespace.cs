using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Whether an alert is about a service in its namespace. The module's own rules say a namespace that is not the usual one; those of others
/// say none, and are taken for alerts of every namespace: an incident too many keeps a gate shut, one too few opens it.
/// </summary>
internal static class AlertNamespace
{
    /// <summary>The label with a namespace that is not the usual one.</summary>
    public const string Label = "slo_namespace";

    private const string ServiceLabel = "slo_service";

    /// <summary>Whether the alert may be one of the service.</summary>
    /// <param name="label">Gives the value of a label of the alert, null or empty for none.</param>
    /// <param name="namespace">Namespace of the service; null where it is not known.</param>
    public static bool Fits(Func<string, string?> label, string? @namespace)
    {
        if (string.IsNullOrEmpty(@namespace))
            return true;
        var own = ServiceName.OtherNamespace(@namespace) ?? "";
        var said = label(Label) ?? "";
        return said.Length > 0 ? said == own : own.Length == 0 || string.IsNullOrEmpty(label(ServiceLabel));
    }
}
