using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Backtesting;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What is replayed over each series, from the parameters of Invoke-SloBacktest.</summary>
internal sealed class BacktestPolicies
{
    private readonly PathIntrinsics _paths;

    public BacktestPolicies(PathIntrinsics paths) => _paths = paths;

    /// <summary>The SLO's window, where no plan says it.</summary>
    public TimeSpan? Window { get; init; }

    public TimeSpan For { get; init; }

    public TimeSpan KeepFiringFor { get; init; }

    public int? MinimumBadEvents { get; init; }

    public bool RecordedWindows { get; init; }

    /// <summary>Names of the phases, with wildcards; empty for all.</summary>
    public IReadOnlyList<WildcardPattern> Phases { get; init; } = [];

    /// <summary>The policies of a target with alerts.</summary>
    public Func<EventSeries, IReadOnlyList<BacktestPolicy>> OfTarget(decimal target, object? alerts)
    {
        var window = Window ?? SloPlanner.DefaultWindow;
        var (list, name) = Alerts(alerts ?? AlertWindowSets.ForPeriod(window), window);
        var policy = Complete(new BacktestPolicy(ErrorBudgetArithmetic.CheckTarget(target), window, list) { Name = name });
        return _ => [policy];
    }

    /// <summary>The policies of the phases of a profile, with their own alerts or others.</summary>
    public Func<EventSeries, IReadOnlyList<BacktestPolicy>> OfProfile(PhaseProfile profile, object? alerts)
    {
        var window = Window ?? SloPlanner.DefaultWindow;
        var policies = Chosen(profile.Phases, p => p.Name).Select(p => With(BacktestPolicy.Of(p, window), alerts, profile.Name)).ToArray();
        return _ => policies;
    }

    /// <summary>The policies of the phases of each service's plan, with their own alerts or others.</summary>
    public Func<EventSeries, IReadOnlyList<BacktestPolicy>> OfPlans(SloPlan[] plans, object? alerts)
    {
        var lookup = new PlanLookup(plans);
        var known = plans.ToDictionary(
            p => p,
            p =>
                (IReadOnlyList<BacktestPolicy>)[.. Chosen(p.Phases, f => f.Name).Select(f => With(BacktestPolicy.Of(f), alerts, p.Profile))]
        );
        return series => known[lookup.Resolve(series.Service.Length == 0 ? null : series.Service, series.Namespace)];
    }

    /// <summary>The other policy of each policy, for -Compare; null where it has none of that phase.</summary>
    /// <param name="argument">A set of alert windows or alerts, or a profile or a plan: the object, a name, or a file.</param>
    public Func<BacktestPolicy, BacktestPolicy?> Other(object argument)
    {
        switch (argument.Unwrap())
        {
            case SloPlan plan:
                return Named(Chosen(plan.Phases, f => f.Name).Select(f => With(BacktestPolicy.Of(f), null, "plan " + plan.Service)));
            case PhaseProfile profile:
                return OfPhases(profile);
            case string or FileSystemInfo when AlertWindowSets.Find(NamedDocument.Text(argument)) is null:
                if (Profile(argument) is { } found)
                    return OfPhases(found);
                break;
        }

        return policy =>
        {
            var (alerts, name) = Alerts(argument, policy.Window, "Compare");
            return policy.WithAlerts(alerts, name);
        };

        Func<BacktestPolicy, BacktestPolicy?> OfPhases(PhaseProfile profile) =>
            Named(
                Chosen(profile.Phases, p => p.Name)
                    .Select(p => With(BacktestPolicy.Of(p, Window ?? SloPlanner.DefaultWindow), null, profile.Name))
            );
    }

    private static Func<BacktestPolicy, BacktestPolicy?> Named(IEnumerable<BacktestPolicy> policies)
    {
        var byPhase = policies.ToDictionary(p => p.Phase!, StringComparer.OrdinalIgnoreCase);
        return policy => policy.Phase is { } phase && byPhase.TryGetValue(phase, out var other) ? other : null;
    }

    // A file that is no profile may be a set of windows, whose reader then says what is wrong with it.
    private PhaseProfile? Profile(object argument)
    {
        try
        {
            return ProfileArgument.Resolve(argument, _paths);
        }
        catch (SloDocumentException)
        {
            return null;
        }
        catch (SloValidationException e)
        {
            throw new SloValidationException(
                "Compare",
                e.Problem.Message.Replace("profile or file", "profile, alert-window set or file"),
                "Give one of " + string.Join(", ", BuiltInProfiles.Names.Concat(AlertWindowSets.Names)) + ", or the path of a file"
            );
        }
    }

    private BacktestPolicy With(BacktestPolicy policy, object? alerts, string name)
    {
        if (alerts is null)
            return Complete(policy with { Name = name });
        var (list, other) = Alerts(alerts, policy.Window);
        return Complete(policy.WithAlerts(list, other));
    }

    private BacktestPolicy Complete(BacktestPolicy policy) =>
        policy with
        {
            For = For,
            KeepFiringFor = KeepFiringFor,
            MinimumBadEvents = MinimumBadEvents ?? policy.MinimumBadEvents,
            RecordedWindows = RecordedWindows,
        };

    private IEnumerable<T> Chosen<T>(IReadOnlyList<T> phases, Func<T, string> nameOf)
    {
        var chosen = Phases.Count == 0 ? phases : phases.Where(p => Phases.Any(n => n.IsMatch(nameOf(p)))).ToArray();
        return chosen.Count > 0
            ? chosen
            : throw new SloValidationException(
                "Phase",
                "No phase has that name",
                "Give one of " + string.Join(", ", phases.Select(nameOf))
            );
    }

    private (IReadOnlyList<BurnRateAlert> Alerts, string Name) Alerts(object argument, TimeSpan window, string field = "AlertWindowSet")
    {
        var value = argument.Unwrap();
        if (value is BurnRateAlert or IDictionary)
            return ([Alert(value, field)], "alerts");
        if (value is IList list)
            return ([.. list.Cast<object?>().Select(a => Alert(a, field))], "alerts");
        var set = AlertWindowSetArgument.Resolve(argument, _paths);
        return (set.AlertsFor(window), set.Name);
    }

    private static BurnRateAlert Alert(object? item, string field)
    {
        if (item.Unwrap() is BurnRateAlert alert)
            return alert;
        if (item.Unwrap() is not IDictionary map)
            throw Invalid();
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map.Entries())
            values[entry.Key.ToString() ?? ""] = entry.Value;
        if (!LanguagePrimitives.TryConvertTo<decimal>(Value("BurnRate"), CultureInfo.InvariantCulture, out var factor))
            throw Invalid();
        return new BurnRateAlert(
            values.TryGetValue("Severity", out var severity) ? severity?.ToString() ?? "page" : "page",
            WindowArgument.Resolve(Value("LongWindow")?.ToString() ?? "", field),
            WindowArgument.Resolve(Value("ShortWindow")?.ToString() ?? "", field),
            factor
        );

        object? Value(string key) => values.TryGetValue(key, out var found) ? found : throw Invalid();

        SloValidationException Invalid() =>
            new(
                field,
                "An alert has no severity, windows and factor",
                "Give for example @{ Severity = 'page'; LongWindow = '1h'; ShortWindow = '5m'; BurnRate = 14.4 }"
            );
    }
}

/// <summary>What <c>-Incident</c> takes: files, incidents, or hashtables and objects with id, start and end.</summary>
internal static class IncidentArgument
{
    public static IReadOnlyList<BacktestIncident> Resolve(object[] argument, PathIntrinsics paths) =>
        argument
            .SelectMany(item =>
                item.Unwrap() switch
                {
                    BacktestIncident incident => [incident],
                    string or FileInfo => ReadFile(NamedDocument.Text(item), paths),
                    IDictionary map => [Create(map.Entries().Select(e => (e.Key.ToString() ?? "", (object?)e.Value)))],
                    null => throw new SloValidationException("Incident", "Nothing ($null) was given", "Give a file, or id, start and end"),
                    _ => new[]
                    {
                        Create(PSObject.AsPSObject(item).Properties.Where(p => p.IsGettable).Select(p => (p.Name, (object?)p.Value))),
                    },
                }
            )
            .ToArray();

    private static IReadOnlyList<BacktestIncident> ReadFile(string name, PathIntrinsics paths)
    {
        var path = FileSystemPath.Resolve(name, paths);
        return File.Exists(path)
            ? IncidentFile.Read(path, name)
            : throw new SloValidationException(
                "Incident",
                $"The file '{ServiceName.Printable(name)}' does not exist",
                "Give a file of CSV, JSON or YAML, or objects with id, start and end"
            );
    }

    private static BacktestIncident Create(IEnumerable<(string Name, object? Value)> values) =>
        IncidentFile.Create(
            values.SelectMany(v =>
                string.Equals(v.Name, "labels", StringComparison.OrdinalIgnoreCase) && v.Value.Unwrap() is IDictionary labels
                    ? labels.Entries().Select(e => new KeyValuePair<string, string>(e.Key.ToString() ?? "", e.Value?.ToString() ?? ""))
                    : [new KeyValuePair<string, string>(v.Name, Text(v.Value.Unwrap()))]
            )
        );

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime time => Time.UtcTime.Text(time),
            DateTimeOffset time => Time.UtcTime.Text(time.UtcDateTime),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}

/// <summary>Rows of steps from the pipeline, as plain keys and values.</summary>
internal static class SeriesRowArgument
{
    /// <summary>The values of a hashtable or object.</summary>
    /// <exception cref="SloValidationException">It is none.</exception>
    public static IReadOnlyList<KeyValuePair<string, object?>> Resolve(object? item) =>
        item.Unwrap() switch
        {
            IDictionary map => [.. map.Entries().Select(e => new KeyValuePair<string, object?>(e.Key.ToString() ?? "", e.Value.Unwrap()))],
            null or string or ValueType or SloPlan or Evidence.SloEvidence => throw new SloValidationException(
                "Series",
                item is null ? "Nothing ($null) was given" : $"A value of type {item.Unwrap().GetType().Name} is not the events of a step",
                "Give objects with Service, Time, Good and Total for each step, or a file with -Path"
            ),
            _ =>
            [
                .. PSObject
                    .AsPSObject(item)
                    .Properties.Where(p => p.IsGettable)
                    .Select(p => new KeyValuePair<string, object?>(p.Name, p.Value.Unwrap())),
            ],
        };
}
