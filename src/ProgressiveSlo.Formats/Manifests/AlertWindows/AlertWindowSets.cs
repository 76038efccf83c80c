using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.AlertWindows;

/// <summary>The alert-window sets that come with the project, YAML embedded in this assembly, and those of a user's own files.</summary>
public static class AlertWindowSets
{
    /// <summary>Name of the set that is scaled where no set is made for a period.</summary>
    public const string DefaultName = "google-30d";

    private const string Prefix = "alertwindows/";

    // Reading is done once; the sets never change.
    private static readonly Lazy<IReadOnlyList<AlertWindowSet>> _all = new(() => Names.Select(Load).ToArray());

    /// <summary>Names of the built-in sets, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = EmbeddedResources.Names(Prefix);

    /// <summary>All built-in sets.</summary>
    public static IReadOnlyList<AlertWindowSet> All => _all.Value;

    /// <summary>The built-in set of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public static AlertWindowSet? Find(string name) =>
        All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The built-in set that is made for a period, or else google-30d, to be scaled.</summary>
    /// <param name="period">The SLO's window (period).</param>
    public static AlertWindowSet ForPeriod(TimeSpan period) => All.FirstOrDefault(s => s.Period == period) ?? Find(DefaultName)!;

    /// <summary>Reads a file of kind AlertWindows (sloth.slok.dev/v1). The set is named as the file is, without its extension.</summary>
    /// <param name="fullPath">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound set; every problem with line, column, field and
    /// fix.</exception>
    public static AlertWindowSet ReadFile(string fullPath, string displayPath) =>
        AlertWindowsReader.Read(
            DocumentFile.Read(fullPath, displayPath, DocumentLimits.Default),
            Path.GetFileNameWithoutExtension(fullPath),
            displayPath
        );

    private static AlertWindowSet Load(string name) =>
        AlertWindowsReader.Read(EmbeddedResources.Read(Prefix + name), name, "built-in alert windows " + name);
}

/// <summary>Reads documents of kind AlertWindows: a period, and two alerts of each of two severities.</summary>
internal static class AlertWindowsReader
{
    public const string ApiVersion = "sloth.slok.dev/v1";

    public const string Kind = "AlertWindows";

    private static readonly string[] _severities = [AlertSeverity.Page, AlertSeverity.Ticket];

    private static readonly string[] _speeds = ["quick", "slow"];

    /// <summary>Reads a set.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">The set's name; the format has no place for one.</param>
    /// <param name="display">Name of the text for errors.</param>
    public static AlertWindowSet Read(string text, string name, string display)
    {
        var problems = new ProblemList(display);
        var set = Read(SingleDocument.Load(text, display, Kind), name, problems);
        problems.ThrowIfAny();
        return set!;
    }

    /// <summary>Whether a document is a set, by its head.</summary>
    public static bool Recognises(ManifestDocument document) => document.Head("apiVersion") == ApiVersion && document.Head("kind") == Kind;

    /// <summary>Reads a set; null, with problems noted, when it is not sound.</summary>
    public static AlertWindowSet? Read(YamlNode root, string name, ProblemList problems)
    {
        if (MapReader.Open(root, "", problems) is not { } map)
            return null;
        Head(map, "apiVersion", ApiVersion);
        Head(map, "kind", Kind);
        map.Has("metadata");
        var spec = map.Map("spec", required: true);
        map.ReportUnknownKeys();
        if (spec is null)
            return null;
        var period = spec.Duration("sloPeriod");
        var windows = new List<AlertWindow>();
        foreach (var severity in _severities)
        {
            if (spec.Map(severity, required: true) is not { } pair)
                continue;
            foreach (var speed in _speeds)
            {
                if (pair.Map(speed, required: true) is { } window)
                    windows.Add(Window(window, severity, period));
            }

            pair.ReportUnknownKeys();
        }

        spec.ReportUnknownKeys();
        return problems.Any ? null : new AlertWindowSet(name, period, windows);
    }

    private static void Head(MapReader map, string key, string expected)
    {
        if (map.RequiredText(key) is var value && value.Length > 0 && value != expected)
            map.Problem(
                map.NodeOf(key),
                key,
                $"'{ServiceName.Printable(value)}' is not the {key} of a set of alert windows",
                $"Write {expected}"
            );
    }

    private static AlertWindow Window(MapReader map, string severity, TimeSpan period)
    {
        const string PercentKey = "errorBudgetPercent";
        const decimal Least = 0.000001m;
        var percent = map.DecimalOrNull(PercentKey, "2");
        var shortWindow = map.Duration("shortWindow");
        var longWindow = map.Duration("longWindow");
        map.ReportUnknownKeys();
        if (percent is < Least or > 100)
            map.Problem(
                map.NodeOf(PercentKey),
                PercentKey,
                "The share of the error budget is not between 0.000001 and 100",
                "Write a percentage, for example 2"
            );
        if (longWindow > TimeSpan.Zero && shortWindow >= longWindow)
            map.Problem(
                map.NodeOf("shortWindow"),
                "shortWindow",
                "The short window is not shorter than the long one",
                "Write a shorter one, for example a twelfth of the long window",
                "AlertWindowOrder"
            );
        if (period > TimeSpan.Zero && longWindow > period)
            map.Problem(
                map.NodeOf("longWindow"),
                "longWindow",
                "The window is longer than the period",
                $"Write at most {PrometheusDuration.Format(period)}",
                "AlertWindowTooLong"
            );
        else if (
            longWindow > TimeSpan.Zero
            && percent is >= Least and <= 100
            && BurnRateRange.FindProblem(percent.Value / 100m * period.Ticks / longWindow.Ticks) is { } rate
            && period > TimeSpan.Zero
        )
            map.Problem(map.NodeOf("longWindow"), "longWindow", rate.Message, "Write a longer window, for example 1h", rate.Code);
        return new AlertWindow(severity, longWindow, shortWindow, percent ?? 0);
    }
}
