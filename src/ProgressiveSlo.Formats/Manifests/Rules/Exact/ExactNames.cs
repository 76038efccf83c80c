namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Names of series, labels and alerts of the exact rules. Series that mean the same as Sloth's have Sloth's names, so that dashboards work on both.</summary>
internal static class ExactNames
{
    public const string Id = "slo_id";
    public const string Service = "slo_service";
    public const string Slo = "slo_name";
    public const string Phase = "phase";
    public const string Revision = "revision";
    public const string Target = "target";
    public const string Window = "window";
    public const string Namespace = "namespace";
    public const string Severity = "severity";

    /// <summary>The severity of the definition, on alerts whose own labels set another <c>severity</c>.</summary>
    public const string SloSeverity = "slo_severity";

    /// <summary>On slo_info: the definition has the labels <c>service</c>, <c>phase</c> and <c>progressive</c> of a plan.</summary>
    public const string Progressive = "progressive";

    /// <summary>On slo_info: the alert settings, as JSON.</summary>
    public const string AlertSettings = "alert_settings";

    /// <summary>On slo_info: places of the alerts in the definition, where the alert rules stand in another order.</summary>
    public const string AlertOrder = "alert_order";

    /// <summary>On slo_info: what stands before the name of a label of the definition.</summary>
    public const string LabelPrefix = "label_";

    /// <summary>On slo_info: what stands before the name of an annotation of the definition.</summary>
    public const string AnnotationPrefix = "annotation_";

    public const string Good = "slo:events_good:rate5m";
    public const string Bad = "slo:events_bad:rate5m";
    public const string Total = "slo:events_total:rate5m";
    public const string ErrorRatio = "slo:sli_error:ratio_rate";
    public const string Objective = "slo:objective:ratio";
    public const string Budget = "slo:error_budget:ratio";
    public const string Days = "slo:time_period:days";
    public const string CurrentBurnRate = "slo:current_burn_rate:ratio";
    public const string PeriodBurnRate = "slo:period_burn_rate:ratio";
    public const string Remaining = "slo:period_error_budget_remaining:ratio";
    public const string Info = "slo_info";

    public const string BurnAlert = "SloErrorBudgetBurn";
    public const string AbsentAlert = "SloIndicatorAbsent";

    /// <summary>Labels that name the SLO on every series and every alert.</summary>
    public static bool IsIdentity(string label) => label is Id or Service or Slo;
}
