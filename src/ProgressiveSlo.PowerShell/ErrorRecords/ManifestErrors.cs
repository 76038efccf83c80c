namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about manifests, what they are made with, and their lint.</summary>
internal static class ManifestErrors
{
    public const string NotFound = "SloManifestNotFound";
    public const string InvalidInput = "SloManifestInvalidInput";
    public const string InvalidDocument = "SloManifestInvalidDocument";
    public const string InvalidAlertWindowSet = "SloManifestInvalidAlertWindowSet";
    public const string NotWritable = "SloManifestNotWritable";
    public const string FileForeign = "SloManifestFileForeign";

    /// <summary>Parameters and definitions.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloManifestInvalid", InvalidDocument = InvalidAlertWindowSet };

    /// <summary>Alert windows of the lint, whatever is wrong with them.</summary>
    public static readonly ErrorArea AlertWindows = new() { Refused = InvalidAlertWindowSet, InvalidDocument = InvalidAlertWindowSet };

    /// <summary>What a format cannot express.</summary>
    public static readonly ErrorArea Render = FileErrors.Document(NotWritable);

    /// <summary>Where manifests are written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloManifest", "The manifest cannot be written to '{0}': {1}");

    /// <summary>Manifests that no plan has any more.</summary>
    public static readonly ErrorArea Remove = new()
    {
        Failed = "SloManifestRemoveFailed",
        FailedText = "The manifest '{0}' cannot be removed: {1}",
    };

    /// <summary>A baseline of the lint.</summary>
    public static readonly ErrorArea Baseline = FileErrors.Named("SloFindingBaselineNotFound", "SloFindingBaselineInvalid");

    /// <summary>Where a baseline is written to.</summary>
    public static readonly ErrorArea BaselineExport = FileErrors.Written(
        "SloFindingBaseline",
        "The baseline cannot be written to '{0}': {1}"
    );

    /// <summary>Settings of the lint.</summary>
    public static readonly ErrorArea LintSettings = FileErrors.Named("SloLintSettingsNotFound", "SloLintSettingsInvalid");
}

/// <summary>Ids of errors about reports.</summary>
internal static class ReportErrors
{
    public const string InvalidInput = "SloReportInvalidInput";

    /// <summary>Parameters of both cmdlets.</summary>
    public static readonly ErrorArea Parameters = new() { FieldPrefix = "SloReportInvalid" };

    /// <summary>Where a report is written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloReport", "The report cannot be written to '{0}': {1}");

    /// <summary>The files that the agent of a pipeline gave to the step.</summary>
    public static readonly ErrorArea AgentFile = new()
    {
        Failed = "SloReportWriteFailed",
        FailedText = "The agent's file '{0}' cannot be written: {1}",
    };
}

/// <summary>Ids of errors about the layout of a repository.</summary>
internal static class RepositoryErrors
{
    public const string FileExists = "SloRepositoryFileExists";

    /// <summary>Parameters, and files that are written.</summary>
    public static readonly ErrorArea Layout = new()
    {
        FieldPrefix = "SloRepositoryInvalid",
        Failed = "SloRepositoryWriteFailed",
        FailedText = "The file '{0}' cannot be written: {1}",
    };
}
