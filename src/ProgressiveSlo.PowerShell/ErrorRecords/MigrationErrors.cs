using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about migrations.</summary>
internal static class MigrationErrors
{
    public const string Prefix = "SloMigrationInvalid";
    public const string NotFound = "SloMigrationNotFound";
    public const string InvalidFile = "SloMigrationInvalidFile";
    public const string InvalidParallelRun = "SloMigrationInvalidParallelRun";
    public const string StepNotFound = "SloMigrationStepNotFound";

    /// <summary>What a new migration is made of.</summary>
    public static readonly ErrorArea New = new() { FieldPrefix = Prefix, InvalidDocument = "SloChecklistInvalid" };

    /// <summary>Where migrations are written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloMigration", "The migration cannot be written to '{0}': {1}");

    /// <summary>Steps that are completed.</summary>
    public static readonly ErrorArea Step = new()
    {
        FieldPrefix = "SloMigrationStep",
        InvalidDocument = InvalidFile,
        Failed = "SloMigrationWriteFailed",
        FailedText = "The migration '{0}' cannot be changed: {1}",
    };

    /// <summary>Parallel runs that verifiers judge.</summary>
    public static readonly ErrorArea ParallelRun = new()
    {
        Refused = InvalidParallelRun,
        InvalidDocument = InvalidParallelRun,
        NotFound = NotFound,
    };
}

/// <summary>Ids of errors about catalogs of services.</summary>
internal static class CatalogErrors
{
    public const string Invalid = "SloCatalogInvalid";
    public const string Empty = "SloCatalogEmpty";

    /// <summary>What -Catalog names.</summary>
    public static readonly ErrorArea Argument = new()
    {
        Refused = "SloCatalogInvalidInput",
        NotFound = "SloCatalogNotFound",
        Failed = FileErrors.ReadFailed,
        FailedCategory = ErrorCategory.PermissionDenied,
        FailedText = "The catalog cannot be read: {1}",
    };
}

/// <summary>Ids of errors about inventories and gaps.</summary>
internal static class InventoryErrors
{
    public const string Prefix = "SloInventoryInvalid";
    public const string NotFound = "SloInventoryNotFound";
    public const string NoSource = "SloInventoryNoSource";

    /// <summary>The code of a finding follows.</summary>
    public const string FindingPrefix = "SloInventory";

    /// <summary>A file of guidance.</summary>
    public static readonly ErrorArea Guidance = FileErrors.Named("SloGuidanceNotFound", "SloGuidanceInvalid");

    /// <summary>A map of services.</summary>
    public static readonly ErrorArea ServiceMap = FileErrors.Named("SloInventoryServiceMapNotFound", "SloInventoryInvalidServiceMap");
}

/// <summary>Ids of errors about prerequisites.</summary>
internal static class PrerequisiteErrors
{
    public const string Prefix = "SloPrerequisiteInvalid";
}
