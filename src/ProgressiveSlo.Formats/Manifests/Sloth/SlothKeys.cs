namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Sloth has one spec in two spellings: snake_case in its own files, camelCase in Kubernetes objects.</summary>
internal sealed record SlothKeys(string ErrorQuery, string TotalQuery, string ErrorRatioQuery, string PageAlert, string TicketAlert, string SloPlugins)
{
    /// <summary>The version that Sloth's own files name.</summary>
    public const string FileVersion = "prometheus/v1";

    /// <summary>The apiVersion of Sloth's Kubernetes objects.</summary>
    public const string ObjectVersion = "sloth.slok.dev/v1";

    /// <summary>The kind of a Kubernetes object with SLOs.</summary>
    public const string ObjectKind = "PrometheusServiceLevel";

    /// <summary>The period of every SLO, because the spec has no place for another one: Sloth's default.</summary>
    public const int PeriodDays = 30;

    public static SlothKeys Snake { get; } = new("error_query", "total_query", "error_ratio_query", "page_alert", "ticket_alert", "slo_plugins");

    public static SlothKeys Camel { get; } = new("errorQuery", "totalQuery", "errorRatioQuery", "pageAlert", "ticketAlert", "sloPlugins");
}
