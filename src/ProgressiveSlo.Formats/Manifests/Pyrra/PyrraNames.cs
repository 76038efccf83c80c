using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Words of Pyrra's documents, and the two annotations that we add where an object has no place for something.</summary>
internal static class PyrraNames
{
    /// <summary>A label or annotation of the object with this before its name goes on to the rules that Pyrra makes, without it.</summary>
    public const string Prefix = "pyrra.dev/";

    /// <summary>The annotation that holds the service, where no label of the object says it.</summary>
    public const string ServiceAnnotation = OwnKeys.Service;

    /// <summary>The annotation that holds the name of the SLO, where the object's name says another one.</summary>
    public const string NameAnnotation = OwnKeys.Name;

    /// <summary>The annotation that lists labels without the prefix that are the SLO's own, with a comma between them.</summary>
    public const string LabelsAnnotation = OwnKeys.Prefix + "labels";

    /// <summary>The annotation that lists annotations with a domain that are the SLO's own, with a comma between them.</summary>
    public const string AnnotationsAnnotation = OwnKeys.Prefix + "annotations";

    private static readonly string[] _ofPlan = ["service", "phase", "progressive"];

    /// <summary>Whether a label is one that a plan gives its SLOs.</summary>
    public static bool IsOfPlan(string label) => _ofPlan.Contains(label);

    /// <summary>Whether an annotation of the object is one that we or kubectl put there.</summary>
    public static bool IsOurs(string key) =>
        key is ServiceAnnotation or NameAnnotation or LabelsAnnotation or AnnotationsAnnotation or LastApplied;

    /// <summary>The annotation that kubectl keeps the whole object in; Pyrra removes it too.</summary>
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Name of the burn-rate alerts, unless the spec gives another.</summary>
    public const string AlertName = "ErrorBudgetBurn";

    /// <summary>Name of the alert on missing data, unless the spec gives another.</summary>
    public const string AbsentAlertName = "SLOMetricAbsent";

    /// <summary>Severity of the alert on missing data, unless the spec gives another.</summary>
    public const string AbsentSeverity = AlertSeverity.Critical;
}
