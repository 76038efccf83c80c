using System.Security;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>The time window of an SLO.</summary>
internal static class OpenSloWindow
{
    private const int DefaultDays = 30;

    private static readonly (string Unit, char Letter)[] _units =
    [
        ("Second", 's'),
        ("Day", 'd'),
        ("Week", 'w'),
        ("Month", 'M'),
        ("Quarter", 'Q'),
    ];

    /// <summary>Reads the one time window; zero, with a problem noted, when it is not right.</summary>
    public static TimeSpan Read(MapReader spec, string key, OpenSloContext context, bool isAlpha)
    {
        context.Places.Add("window", spec, key);

        // openslo/v1alpha asks for none, and Sloth takes its own default then.
        if (isAlpha && (!spec.Has(key) || spec.NodeOf(key) is YamlList { Items.Count: 0 }))
        {
            context.HasDefaultWindow = true;
            context.AddLoss(spec, key, "The SLO states no time window; 30d is taken, and -Window takes another");
            return TimeSpan.FromDays(DefaultDays);
        }

        var windows = spec.Items(key, required: true);
        if (windows.Count != 1)
        {
            if (spec.Has(key) && spec.NodeOf(key) is YamlList)
                spec.Problem(
                    spec.NodeOf(key),
                    key,
                    windows.Count == 0 ? "There is no time window" : "There are several time windows",
                    "Write exactly one",
                    "TimeWindowCount"
                );
            return default;
        }

        var (node, field) = windows[0];
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return default;
        var (value, isFixed) = isAlpha ? CountAndUnit(map, context) : Duration(map, context);
        var says = map.Has("isRolling");
        var isRolling = map.Boolean("isRolling");
        var hasCalendar = map.Has("calendar");
        if (isRolling && hasCalendar)
            map.Problem(
                map.NodeOf("calendar"),
                "calendar",
                "A rolling window has no calendar",
                "Remove calendar, or write isRolling: false"
            );
        else if (!isRolling && !hasCalendar && (says || !isAlpha))
            map.Problem(
                map.NodeOf("isRolling"),
                "isRolling",
                "The window is not rolling, and has no calendar",
                "Write isRolling: true, or the calendar that it follows"
            );
        Calendar(map, context);
        map.ReportUnknownKeys();

        if (hasCalendar && !isRolling)
            context.AddLoss(map, "calendar", "Windows roll here; the window has its length, and not its days of the calendar");
        if (!isFixed)
            context.AddLoss(
                field,
                $"Months, quarters and years have no fixed length; it became {ProgressiveSlo.PromQL.PrometheusDuration.Format(value)}",
                node
            );
        return value;
    }

    private static (TimeSpan Value, bool IsFixed) Duration(MapReader map, OpenSloContext context)
    {
        context.Places.Add("window", map, "duration");
        var duration = map.Shorthand("duration");
        if (duration.Unit != default && duration.Value == default)
            map.Problem(map.NodeOf("duration"), "duration", "The window is zero", "Write more, for example 30d", "DurationInvalid");
        return (duration.Value, duration.Unit == default || duration.IsFixed);
    }

    private static (TimeSpan Value, bool IsFixed) CountAndUnit(MapReader map, OpenSloContext context)
    {
        context.Places.Add("window", map, "count");
        var written = map.RequiredText("unit");
        var (unit, letter) = Array.Find(_units, u => string.Equals(u.Unit, written, StringComparison.OrdinalIgnoreCase));
        if (unit is null && map.Has("unit"))
            map.Problem(
                map.NodeOf("unit"),
                "unit",
                $"'{ServiceName.Printable(written)}' is not known here",
                "Write one of Second, Day, Week, Month, Quarter"
            );
        var count = map.Has("count") ? map.OptionalInteger("count") ?? 0 : 0;
        var digits = count.ToString(CultureInfo.InvariantCulture);
        if (letter == 's' && count > 0 && count <= ProgressiveSlo.PromQL.PrometheusDuration.Longest.TotalSeconds)
            return (TimeSpan.FromSeconds(count), true);
        if (count > 0 && letter != 's' && OpenSloDuration.TryParse(digits + (letter == default ? 'd' : letter), out var duration))
            return (duration.Value, duration.IsFixed);
        map.Problem(
            map.NodeOf("count"),
            "count",
            count > 0 ? "The window is longer than ten years" : "The window has no count of units more than zero",
            "Write how many units the window has, for example 30"
        );
        return (default, true);
    }

    private static void Calendar(MapReader window, OpenSloContext context)
    {
        if (window.Map("calendar", required: false) is not { } map)
            return;
        var start = map.FilledText("startTime");
        if (
            start.Length > 0
            && !DateTime.TryParseExact(start, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        )
            map.Problem(
                map.NodeOf("startTime"),
                "startTime",
                $"'{ServiceName.Printable(start)}' is not a date with time",
                "Write it as 2026-01-31 12:00:00, without a time zone"
            );
        var zone = map.FilledText("timeZone");
        if (zone is "Local" || zone.IndexOf(' ') >= 0)
            map.Problem(
                map.NodeOf("timeZone"),
                "timeZone",
                $"'{ServiceName.Printable(zone)}' is not a time zone",
                "Write its name in the IANA database, for example Europe/Berlin or UTC"
            );
        else if (zone.Length > 0 && IanaZones.System.IsUnknown(zone))
            context.Losses.Add(
                map.Loss(
                    "timeZone",
                    $"'{ServiceName.Printable(zone)}' is not a time zone of the IANA database "
                        + $"that this machine has, and tools of OpenSLO refuse it"
                ) with
                {
                    Code = "TimeZoneUnknown",
                }
            );
        map.ReportUnknownKeys();
    }
}

/// <summary>
/// Names of time zones in the IANA database, as far as this machine has it. Small containers and older Windows have none.
/// </summary>
/// <param name="find">Whether the machine knows a zone of that name.</param>
internal sealed class IanaZones(Func<string, bool> find)
{
    // A machine with any of the database has these.
    private readonly Lazy<bool> _hasData = new(() => find("Europe/Berlin") && find("America/New_York"));

    /// <summary>The zones of this machine.</summary>
    public static IanaZones System { get; } = new(Find);

    /// <summary>Whether there is surely no zone of that name. Without a database that is known only of names that none can have.</summary>
    public bool IsUnknown(string name) => !HasForm(name) || IsOffset(name) || (_hasData.Value && !find(name));

    private static bool HasForm(string name)
    {
        foreach (var c in name)
        {
            if (!AsciiChars.IsWord(c) && c is not ('+' or '-' or '/'))
                return false;
        }

        return name.Length > 0 && char.IsLetter(name[0]) && name[name.Length - 1] != '/';
    }

    // Windows has zones of such names; the database has them as Etc/GMT-2, with the sign swapped.
    private static bool IsOffset(string name) =>
        name.Length > 3
        && name[3] is ('+' or '-')
        && (
            name.StartsWith("UTC", StringComparison.Ordinal)
            || (name.StartsWith("GMT", StringComparison.Ordinal) && name is not ("GMT+0" or "GMT-0"))
        );

    private static bool Find(string name)
    {
        try
        {
            TimeZoneInfo.FindSystemTimeZoneById(name);
            return true;
        }
        catch (Exception e)
            when (e
                    is TimeZoneNotFoundException
                        or InvalidTimeZoneException
                        or SecurityException
                        or UnauthorizedAccessException
                        or IOException
            )
        {
            return false;
        }
    }
}
