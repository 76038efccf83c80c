using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>One SLO, or what stands in for one: what exists, where, how it measures, and how sure the recognition is.</summary>
public sealed record SloInventoryItem
{
    /// <summary>The service, or null when neither labels nor selectors nor the user's mapping name one.</summary>
    public string? Service { get; init; }

    /// <summary>Namespace of the service, from labels or selectors, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the definition, or one made of what is measured.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is measured.</summary>
    public SloMeasure Measure { get; init; }

    /// <summary>How it is measured.</summary>
    public SloMethod Method { get; init; }

    /// <summary>Target as a ratio, 0 &lt; target &lt; 1; null when there is none.</summary>
    public decimal? Target { get; init; }

    /// <summary>The SLO's window, or null when nothing says it.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>What its alerts fire on.</summary>
    public IReadOnlyList<InventoryAlert> AlertWindows { get; init; } = [];

    /// <summary>Whether people wrote the rules; false for definitions and for what a generator made.</summary>
    public bool HandWritten { get; init; }

    /// <summary>What made it: the format of a definition, the generator of rules, or <c>PrometheusRule</c>, <c>PrometheusApi</c> and <c>Grafana</c> for what people wrote.</summary>
    public string Format { get; init; } = "";

    /// <summary>The file as the user knows it, or the address of a Prometheus.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line where it begins, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>The ratio or quantile in PromQL, with recorded series put in where they are known; ranges are <c>{{.window}}</c> where several windows are used.</summary>
    public string Query { get; init; } = "";

    /// <summary>Owner, from a definition's or the rules' labels, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>How sure the recognition is.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>Why it was recognised, and what is missing, in one sentence without its full stop.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The rules that belong to it, in the order in which they were found; empty for a definition.</summary>
    public IReadOnlyList<ObservedRule> Rules { get; init; } = [];
}
