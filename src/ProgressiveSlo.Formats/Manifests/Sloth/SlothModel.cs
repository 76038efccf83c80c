using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Sloth has one spec in two spellings: snake_case in its own files, camelCase in Kubernetes objects.</summary>
internal sealed record SlothKeys(
    string ErrorQuery,
    string TotalQuery,
    string ErrorRatioQuery,
    string PageAlert,
    string TicketAlert,
    string SloPlugins
)
{
    /// <summary>The version that Sloth's own files name.</summary>
    public const string FileVersion = "prometheus/v1";

    /// <summary>The apiVersion of Sloth's Kubernetes objects.</summary>
    public const string ObjectVersion = AlertWindowsReader.ApiVersion;

    /// <summary>The kind of a Kubernetes object with SLOs.</summary>
    public const string ObjectKind = "PrometheusServiceLevel";

    /// <summary>The period of every SLO, because the spec has no place for another one: Sloth's default.</summary>
    public const int PeriodDays = 30;

    public static SlothKeys Snake { get; } =
        new("error_query", "total_query", "error_ratio_query", "page_alert", "ticket_alert", "slo_plugins");

    public static SlothKeys Camel { get; } = new("errorQuery", "totalQuery", "errorRatioQuery", "pageAlert", "ticketAlert", "sloPlugins");
}

/// <summary>
/// Names of services and SLOs as Sloth accepts them: letters, digits, '-', '_', '.', at least two, the first and last a letter or digit.
/// </summary>
internal static class SlothName
{
    public const string Rule =
        "Use at least two of the letters a to z and A to Z, digits, '-', '_' and '.'; first and last a letter or digit";

    public static bool IsValid(string name)
    {
        if (name.Length < 2 || !AsciiChars.IsLetterOrDigit(name[0]) || !AsciiChars.IsLetterOrDigit(name[name.Length - 1]))
            return false;
        foreach (var c in name)
        {
            if (!AsciiChars.IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>The name itself when Sloth accepts it, or else one made from it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before a name that is too short.</param>
    public static string Create(string name, string prefix)
    {
        if (IsValid(name))
            return name;
        var slug = ServiceName.Slug(name);
        return IsValid(slug) ? slug : prefix + "-" + slug;
    }
}

/// <summary>The name that an SLO has in Sloth's rules.</summary>
internal static class SlothSloName
{
    /// <summary>The short name; of an OpenSLO document with its number, which Sloth gives also where there is but one objective.</summary>
    public static string Create(SloDefinition definition) =>
        SlothIndicator.IsOpenSlo(definition) && definition.ShortName == definition.Source!.DocumentName
            ? definition.ShortName + "-0"
            : definition.ShortName;
}

/// <summary>
/// The window of definitions whose document states none: Sloth takes the period from its command line, for specs of its own and of
/// openslo/v1alpha.
/// </summary>
public static class SlothPeriod
{
    // That a default is taken is no longer so.
    private const string TimeWindows = "spec.timeWindows";

    /// <summary>
    /// The definition with the window, and with the alerts that Sloth makes for it; as it was when its document states a window.
    /// </summary>
    /// <param name="definition">A definition that was read.</param>
    /// <param name="window">The window.</param>
    public static SloDefinition Apply(SloDefinition definition, TimeSpan window)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        if (definition.Source?.Traits.HasFlag(SourceTraits.WindowIsDefault) != true)
            return definition;
        var severities = definition.Alerting.Select(a => a.Severity).Distinct().ToArray();
        var alerting = AlertWindowSets.ForPeriod(window).AlertsFor(window).Where(a => severities.Contains(a.Severity)).ToArray();
        return definition.With(window: window, alerting: alerting, losses: definition.Losses.Where(l => l.Field != TimeWindows).ToArray());
    }
}
