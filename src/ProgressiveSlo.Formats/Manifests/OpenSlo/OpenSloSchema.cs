using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>The words of OpenSLO documents, and the annotations that carry what OpenSLO has no field for.</summary>
internal static class OpenSloSchema
{
    public const string Format = "OpenSlo";

    public const string V1 = "openslo/v1";

    public const string V1Alpha = "openslo/v1alpha";

    public const string V2Alpha = "openslo.com/v2alpha";

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
    public const string OwnPrefix = OwnKeys.Prefix;

    /// <summary>The name of the definition, where <c>metadata.name</c> may not have it.</summary>
    public const string NameKey = OwnKeys.Name;

    public const string NamespaceKey = OwnPrefix + "namespace";

    public const string AlertSettingsKey = OwnPrefix + "alert-settings";

    /// <summary>On a condition: the short window of an alert whose long window is <c>lookbackWindow</c>.</summary>
    public const string ShortWindowKey = OwnPrefix + "short-window";

    public const int LongestDescription = 1050;

    public const int LongestDisplayName = 63;

    public static string[] Operators { get; } = ["lte", "gte", "lt", "gt"];

    /// <summary><c>objectives[].displayName</c> as the writer says it.</summary>
    public static string ObjectiveName(string shortName, string? phase) =>
        phase is null ? shortName + " target" : $"{phase} {shortName} target";
}

/// <summary>
/// A duration as OpenSLO writes it: a whole number and one unit of m, h, d, w, M, Q, Y. Months, quarters and years have no fixed
/// length; they count as 30, 90 and 365 days, as OpenSLO's own SDK has it.
/// </summary>
/// <param name="Value">The duration.</param>
/// <param name="Unit">The unit.</param>
internal readonly record struct OpenSloDuration(TimeSpan Value, char Unit)
{
    private static readonly (char Unit, long Minutes)[] _units =
    [
        ('w', 7 * 1440),
        ('d', 1440),
        ('h', 60),
        ('m', 1),
        ('M', 30 * 1440),
        ('Q', 90 * 1440),
        ('Y', 365 * 1440),
    ];

    /// <summary>Whether every such duration is as long as any other.</summary>
    public bool IsFixed => Unit is 'm' or 'h' or 'd' or 'w';

    public static bool TryParse(string text, out OpenSloDuration duration)
    {
        duration = default;
        if (text.Length is < 2 or > 10)
            return false;
        long number = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is < '0' or > '9')
                return false;
            number = (number * 10) + (text[i] - '0');
        }

        var letter = text[text.Length - 1];
        var unit = Array.FindIndex(_units, u => u.Unit == letter);
        if (unit < 0 || number * _units[unit].Minutes > PrometheusDuration.Longest.TotalMinutes)
            return false;
        duration = new OpenSloDuration(TimeSpan.FromMinutes(number * _units[unit].Minutes), letter);
        return true;
    }

    /// <summary>The duration with the largest unit of fixed length that divides it; null when it has no whole minutes.</summary>
    public static string? Format(TimeSpan value)
    {
        if (value < TimeSpan.FromMinutes(1) || value.Ticks % TimeSpan.TicksPerMinute != 0)
            return null;
        var minutes = value.Ticks / TimeSpan.TicksPerMinute;
        var (unit, size) = Array.Find(_units, u => minutes % u.Minutes == 0);
        return (minutes / size).ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>For example <c>30d</c>.</summary>
    public override string ToString() => PrometheusDuration.Format(Value);
}
