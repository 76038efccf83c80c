namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>A rule that a server has loaded.</summary>
/// <param name="Labels">The labels that it sets, as they are written: a value may be a template.</param>
/// <param name="Query">Its expression.</param>
/// <param name="IsFailing">Whether its last evaluation ended in an error, so that it records nothing and cannot fire.</param>
internal sealed record LoadedRule(IReadOnlyDictionary<string, string> Labels, string Query, bool IsFailing)
{
    /// <summary>No texts.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoTexts = new Dictionary<string, string>();

    /// <summary>Whether it is an alert rule; otherwise it records.</summary>
    public bool IsAlert { get; init; }

    /// <summary>The recorded metric, or the alert's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How long an alert's condition must hold before it fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>The annotations of an alert.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = NoTexts;

    /// <summary>What the server says about the last evaluation that failed; empty for nothing.</summary>
    public string LastError { get; init; } = "";

    /// <summary>Its group. The members of it may come after the rule, so they are all there only when the answer is whole.</summary>
    public LoadedGroup Group { get; init; } = new();
}

/// <summary>A group of rules that a server has loaded.</summary>
internal sealed class LoadedGroup
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The file that it stands in on the server, or the namespace of a ruler; empty for none.</summary>
    public string File { get; set; } = "";
}

/// <summary>Takes the rules of an answer, too.</summary>
internal interface IRuleSink : ISeriesSink
{
    /// <summary>Takes a rule.</summary>
    void Add(LoadedRule rule);
}
