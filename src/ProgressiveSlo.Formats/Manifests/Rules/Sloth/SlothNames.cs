using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Metrics and labels of Sloth's rules.</summary>
internal static class SlothNames
{
    public const string Info = "sloth_slo_info";

    public const string LabelPrefix = "sloth_";
    public const string Id = "sloth_id";
    public const string Service = "sloth_service";
    public const string Slo = "sloth_slo";
    public const string Window = "sloth_window";
    public const string Severity = "sloth_severity";
    public const string Version = "sloth_version";
    public const string Mode = "sloth_mode";
    public const string Spec = "sloth_spec";
    public const string ObjectivePercent = "sloth_objective";

    public const string Title = "title";
    public const string Summary = "summary";

    /// <summary>The error ratio over a window.</summary>
    public static string ErrorRatioOf(TimeSpan window) => RecordedSeries.ErrorRatio + PrometheusDuration.Format(window);

    /// <summary>The title that Sloth gives an alert.</summary>
    public static string TitleOf(string severity) =>
        $"({severity}) {{{{$labels.{Service}}}}} {{{{$labels.{Slo}}}}} SLO error budget burn rate is too fast.";

    /// <summary>The summary that Sloth gives an alert.</summary>
    public static string SummaryText { get; } =
        $"{{{{$labels.{Service}}}}} {{{{$labels.{Slo}}}}} SLO error budget burn rate is over expected.";
}

/// <summary>Labels and annotations of a definition on rules, as far as Prometheus takes their names.</summary>
internal static class SlothLabels
{
    public static void Add(
        IDictionary<string, string> target,
        IReadOnlyDictionary<string, string> texts,
        string field,
        ICollection<ConversionLoss> losses
    )
    {
        foreach (var text in texts)
        {
            if (LabelNames.IsValid(text.Key) && text.Key != "__name__")
                target[text.Key] = text.Value;
            else
                losses.Add(new ConversionLoss(field + "." + text.Key, $"Prometheus takes only letters, digits and '_' in such a name"));
        }
    }
}
