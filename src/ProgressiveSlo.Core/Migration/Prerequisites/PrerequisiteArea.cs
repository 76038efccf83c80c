namespace ProgressiveSlo.Migration;

/// <summary>What a prerequisite is about.</summary>
public static class PrerequisiteArea
{
    /// <summary>The Prometheus that has the metrics and evaluates the rules.</summary>
    public const string Prometheus = "Prometheus";

    /// <summary>The Grafana for dashboards.</summary>
    public const string Grafana = "Grafana";

    /// <summary>The Git repository that holds plans and manifests.</summary>
    public const string Repository = "Repository";

    /// <summary>The pipeline that checks and promotes.</summary>
    public const string Pipeline = "Pipeline";

    /// <summary>The cluster, where rules are custom resources.</summary>
    public const string Kubernetes = "Kubernetes";
}
