using System;
using System.Collections.Generic;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>One side of a comparison as the user gave it: a query, a series, or a definition with its generated rules.</summary>
/// <param name="Input">What was given, for errors.</param>
internal sealed record ComparedSide(object Input)
{
    public string? Service { get; init; }

    public string Name { get; init; } = "";

    public decimal? Target { get; init; }

    public SloMeasure Measure { get; init; }

    /// <summary>The query, with <c>{{.window}}</c> where it has several windows; null for a series.</summary>
    public string? Query { get; init; }

    /// <summary>The series; null for what a Prometheus is asked for.</summary>
    public SliSeries? Series { get; init; }

    /// <summary>The definition whose generated rules are asked for, or null.</summary>
    public SloDefinition? Definition { get; init; }

    /// <summary>The alerts; null when they are not known.</summary>
    public IReadOnlyList<AlertSelector>? Alerts { get; init; }

    public bool IsAsked => Series is null;

    public bool IsOf(string? service) => string.Equals(Service, service, StringComparison.OrdinalIgnoreCase);
}
