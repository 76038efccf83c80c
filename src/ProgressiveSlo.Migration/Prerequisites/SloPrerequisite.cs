namespace ProgressiveSlo.Migration.Prerequisites;

/// <summary>One thing that SLO-as-code needs, and what a probe found.</summary>
public sealed record SloPrerequisite
{
    /// <summary>Its name, for example <c>PrometheusRetention</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is about; one of <see cref="PrerequisiteArea"/>.</summary>
    public string Area { get; init; } = "";

    /// <summary>How it came out; one of <see cref="PrerequisiteStatus"/>.</summary>
    public string Status { get; init; } = PrerequisiteStatus.Unknown;

    /// <summary>Whether nothing should begin without it. What is not required is worth knowing, and decides nothing.</summary>
    public bool Required { get; init; }

    /// <summary>What was found, for example <c>15d</c>; empty when nothing was.</summary>
    public string Actual { get; init; } = "";

    /// <summary>What it was compared with, for example <c>30d</c>; empty for nothing.</summary>
    public string Target { get; init; } = "";

    /// <summary>One sentence for people, without its full stop.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do, without a full stop; empty when there is nothing to do.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>
    /// Whether what was probed is met: each required prerequisite passes that was not skipped, and there is one at least. A probe of
    /// nothing is not a pass, and neither is one that cannot say.
    /// </summary>
    /// <param name="prerequisites">What the probes found.</param>
    public static bool AreMet(IEnumerable<SloPrerequisite> prerequisites)
    {
        var probed = (prerequisites ?? throw new System.ArgumentNullException(nameof(prerequisites)))
            .Where(p => p.Required && p.Status != PrerequisiteStatus.Skipped)
            .ToArray();
        return probed.Length > 0 && probed.All(p => p.Status == PrerequisiteStatus.Pass);
    }

    /// <summary>For example <c>GitClean: Fail (3 files are changed)</c>.</summary>
    public override string ToString() => $"{Name}: {Status} ({Message})";
}

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

/// <summary>The words for how a prerequisite came out. Words and no numbers, so that they are words in JSON and CSV too.</summary>
public static class PrerequisiteStatus
{
    /// <summary>Probed, and met.</summary>
    public const string Pass = "Pass";

    /// <summary>Probed, and not met.</summary>
    public const string Fail = "Fail";

    /// <summary>Probed, and nobody can say.</summary>
    public const string Unknown = "Unknown";

    /// <summary>Not probed, because nobody asked for it.</summary>
    public const string Skipped = "Skipped";
}
