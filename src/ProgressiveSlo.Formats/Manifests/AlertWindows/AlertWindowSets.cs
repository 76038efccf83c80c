using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

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
    public static IReadOnlyList<string> Names { get; } = ShippedText.Names(Prefix);

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
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound set; every problem with line, column, field and mend.</exception>
    public static AlertWindowSet ReadFile(string fullPath, string displayPath) =>
        AlertWindowsReader.Read(DocumentFile.Read(fullPath, displayPath, YamlLimits.Default), Path.GetFileNameWithoutExtension(fullPath), displayPath);

    private static AlertWindowSet Load(string name) => AlertWindowsReader.Read(ShippedText.Read(Prefix + name), name, "built-in alert windows " + name);
}
