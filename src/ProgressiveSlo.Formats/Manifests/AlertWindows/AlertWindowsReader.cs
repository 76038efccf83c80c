using System;
using System.Collections.Generic;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.AlertWindows;

/// <summary>Reads documents of kind AlertWindows: a period, and two alerts of each of two severities.</summary>
internal static class AlertWindowsReader
{
    public const string ApiVersion = "sloth.slok.dev/v1";

    public const string Kind = "AlertWindows";

    private static readonly string[] _severities = ["page", "ticket"];

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
        map.RefuseOthers();
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

            pair.RefuseOthers();
        }

        spec.RefuseOthers();
        return problems.Any ? null : new AlertWindowSet(name, period, windows);
    }

    private static void Head(MapReader map, string key, string expected)
    {
        if (map.RequiredText(key) is var value && value.Length > 0 && value != expected)
            map.Problem(map.NodeOf(key), key, $"'{ServiceName.Printable(value)}' is not the {key} of a set of alert windows", $"Write {expected}");
    }

    private static AlertWindow Window(MapReader map, string severity, TimeSpan period)
    {
        const string percentKey = "errorBudgetPercent";
        var percent = map.Decimal(percentKey, "2");
        var shortWindow = map.Duration("shortWindow");
        var longWindow = map.Duration("longWindow");
        map.RefuseOthers();
        if (map.Has(percentKey) && percent is <= 0 or > 100)
            map.Problem(map.NodeOf(percentKey), percentKey, "The share of the error budget is not more than 0 and at most 100", "Write a percentage, for example 2");
        if (longWindow > TimeSpan.Zero && shortWindow >= longWindow)
            map.Problem(map.NodeOf("shortWindow"), "shortWindow", "The short window is not shorter than the long one", "Write a shorter one, for example a twelfth of the long window", "AlertWindowOrder");
        if (period > TimeSpan.Zero && longWindow > period)
            map.Problem(map.NodeOf("longWindow"), "longWindow", "The window is longer than the period", $"Write at most {PrometheusDuration.Format(period)}", "AlertWindowTooLong");
        return new AlertWindow(severity, longWindow, shortWindow, percent);
    }
}
