using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>What slo_info says of a definition.</summary>
internal sealed record InfoFacts(string Name, string Service, decimal Target, TimeSpan Window, AlertSettings Settings)
{
    public string? Phase { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Reads the labels; null, with problems reported, when they do not make a definition.</summary>
    public static InfoFacts? Read(PrometheusRule info, Action<string, string, string> problem)
    {
        var labels = info.Labels;
        var isGood = true;
        string? service = null;
        try
        {
            service = ServiceName.Check(Text(labels, ExactNames.Service));
        }
        catch (SloValidationException e)
        {
            Fail(e.Problem.Message, e.Problem.Mend, e.Problem.Code);
        }

        if (!decimal.TryParse(Text(labels, ExactNames.Target), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var target) || target is <= 0 or >= 1)
            Fail($"The label {ExactNames.Target} is no target", "Write a ratio between 0 and 1, for example 0.999", TargetYaml.OutOfRange);
        if (!PrometheusDuration.TryParse(Text(labels, ExactNames.Window), out var window))
            Fail($"The label {ExactNames.Window} is no duration", "Write it as Prometheus does, for example 30d", "");
        var settings = Text(labels, ExactNames.AlertSettings) is { } json ? AlertSettingsJson.TryRead(json) : AlertSettings.None;
        if (settings is null)
            Fail($"The label {ExactNames.AlertSettings} is not what an export writes", "Export the plan or the definition again", "");
        if (!isGood)
            return null;
        var phase = Text(labels, ExactNames.Phase);
        var slo = Text(labels, ExactNames.Slo) ?? "";

        // As a plan names its definitions; the short name inside is what counts.
        return new InfoFacts(phase is null ? slo : $"{service}-{slo}-{phase}", service!, target, window, settings!) { Phase = phase, Namespace = Text(labels, ExactNames.Namespace) };

        void Fail(string message, string mend, string code)
        {
            isGood = false;
            problem(message, mend, code);
        }
    }

    private static string? Text(IReadOnlyDictionary<string, string> labels, string name) => labels.TryGetValue(name, out var text) ? text : null;
}
