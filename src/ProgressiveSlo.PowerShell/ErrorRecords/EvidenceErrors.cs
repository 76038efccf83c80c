using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about evidence: measurements, and how they are asked for.</summary>
internal static class EvidenceErrors
{
    public const string NotFound = "SloEvidenceNotFound";
    public const string InvalidFile = "SloEvidenceInvalidFile";
    public const string Failed = "SloEvidenceFailed";

    /// <summary>Parameters, services and plans of Get-SloEvidence.</summary>
    public static readonly ErrorArea Get = new() { FieldPrefix = "SloEvidenceInvalid" };

    /// <summary>Plans, and the records that are kept of them.</summary>
    public static readonly ErrorArea Record = Get with
    {
        InvalidDocument = InvalidFile,
        Failed = "SloEvidenceWriteFailed",
        FailedText = "The record of '{0}' cannot be written: {1}",
    };
}

/// <summary>Ids of errors of the search for services.</summary>
internal static class ServiceErrors
{
    /// <summary>Parameters of Find-SloService, and the files that they name.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloServiceInvalid", InvalidDocument = "SloServiceInvalidFile" };
}

/// <summary>Ids of errors of gates.</summary>
internal static class ReadinessErrors
{
    public const string InvalidMaximumAge = "SloReadinessInvalidMaximumAge";
    public const string NotReady = "SloPhaseNotReady";
    public const string NoEvidence = "SloPhaseNoEvidence";

    /// <summary>One piece of evidence. Its keys are the user's words: they share one id, which keeps the first name of -Evidence.</summary>
    public static readonly ErrorArea Item = new()
    {
        FieldPrefix = "SloReadinessInvalid",
        Fields = ["Phase", "Service", "Plan"],
        OtherField = "Metrics",
    };

    /// <summary>The age of evidence.</summary>
    public static readonly ErrorArea MaximumAge = new() { Refused = InvalidMaximumAge };

    /// <summary>The age of a result that moves a plan.</summary>
    public static readonly ErrorArea StepMaximumAge = new() { Refused = "SloPlanStepMaximumAge" };
}

/// <summary>Ids of errors about error budgets.</summary>
internal static class BudgetErrors
{
    /// <summary>Parameters.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloErrorBudgetInvalid" };

    /// <summary>One piece of evidence, or counts. The id of evidence keeps the first name of -Evidence.</summary>
    public static readonly ErrorArea Item = Parameters with
    {
        Fields = ["Service", "Plan", "Good", "Total", "Window"],
        OtherField = "Metrics",
    };
}

/// <summary>Ids of errors about parallel runs.</summary>
internal static class ParallelRunErrors
{
    public const string Prefix = "SloParallelRunInvalid";
    public const string NotFound = "SloParallelRunNotFound";
    public const string InvalidFile = "SloParallelRunInvalidFile";
    public const string Failed = "SloParallelRunFailed";

    /// <summary>Parameters and sides.</summary>
    public static readonly ErrorArea Sides = new() { FieldPrefix = Prefix, InvalidDocument = ManifestErrors.NotWritable };
}

/// <summary>Ids of errors about a Prometheus.</summary>
internal static class PrometheusErrors
{
    /// <summary>What happened follows: <c>SloPrometheusTimeout</c>.</summary>
    public const string Prefix = "SloPrometheus";

    /// <summary>What a Prometheus is asked, by a cmdlet whose parameters have that prefix.</summary>
    /// <param name="fieldPrefix">The prefix.</param>
    public static ErrorArea Ask(string fieldPrefix) => new() { FieldPrefix = fieldPrefix };
}
