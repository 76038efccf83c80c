namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>The words of OpenSLO documents, and the annotations that carry what OpenSLO has no field for.</summary>
internal static class OpenSloWords
{
    public const string Format = "OpenSlo";

    public const string V1 = "openslo/v1";

    public const string V1Alpha = "openslo/v1alpha";

    public const string Slo = "SLO";

    public const string Sli = "SLI";

    public const string AlertPolicy = "AlertPolicy";

    public const string AlertCondition = "AlertCondition";

    public const string AlertNotificationTarget = "AlertNotificationTarget";

    public const string DataSource = "DataSource";

    public const string Service = "Service";

    /// <summary>The annotation that holds <c>metadata.displayName</c>.</summary>
    public const string DisplayNameKey = "displayName";

    /// <summary>Annotations that begin so are ours.</summary>
    public const string OwnPrefix = "slo.dev/";

    /// <summary>The name of the definition, where <c>metadata.name</c> may not have it.</summary>
    public const string NameKey = OwnPrefix + "name";

    public const string NamespaceKey = OwnPrefix + "namespace";

    public const string AlertSettingsKey = OwnPrefix + "alert-settings";

    /// <summary>On a condition: the short window of an alert whose long window is <c>lookbackWindow</c>.</summary>
    public const string ShortWindowKey = OwnPrefix + "short-window";

    public const int LongestDescription = 1050;

    public const int LongestDisplayName = 63;

    public static string[] Operators { get; } = ["lte", "gte", "lt", "gt"];

    /// <summary><c>objectives[].displayName</c> as the writer says it.</summary>
    public static string ObjectiveName(string shortName, string? phase) => phase is null ? shortName + " target" : $"{phase} {shortName} target";
}
