using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about plans and their phases.</summary>
internal static class PlanErrors
{
    public const string NotFound = "SloPlanNotFound";
    public const string InvalidFile = "SloPlanInvalidFile";
    public const string InvalidPath = "SloPlanInvalidPath";
    public const string PhaseNotFound = "SloPhaseNotFound";

    /// <summary>Parameters of a new plan.</summary>
    public static readonly ErrorArea New = new() { FieldPrefix = "SloPlanInvalid", InvalidDocument = TemplateErrors.Invalid };

    /// <summary>The profile of a new plan.</summary>
    public static readonly ErrorArea NewProfile = New with { InvalidDocument = ProfileErrors.Invalid };

    /// <summary>Parameters that choose phases.</summary>
    public static readonly ErrorArea Phase = new() { FieldPrefix = "SloPhaseInvalid" };

    /// <summary>Where plans are written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloPlan", "The plan cannot be written to '{0}': {1}") with
    {
        OwnIds = new Dictionary<string, string> { ["History"] = "SloPlanWouldLose" },
    };

    /// <summary>Success criteria that are attested.</summary>
    public static readonly ErrorArea Criterion = Change("SloCriterion");

    /// <summary>Moves from phase to phase.</summary>
    public static readonly ErrorArea Step = Change("SloPlanStep") with
    {
        OwnIds = new Dictionary<string, string> { ["CurrentPhase"] = "SloPlanLastPhase" },
    };

    /// <summary>Changes of what a plan says.</summary>
    public static readonly ErrorArea Set = Change("SloPlanSet") with
    {
        OwnIds = new Dictionary<string, string> { ["Service"] = "SloPlanSetNotFound" },
    };

    /// <summary>The profile that plans are given.</summary>
    public static readonly ErrorArea SetProfile = Set with { InvalidDocument = ProfileErrors.Invalid };

    /// <summary>Branches that change plans, and the repositories that they are in.</summary>
    public static readonly ErrorArea Changes = new() { FieldPrefix = "SloPlanChangeInvalid" };

    private static ErrorArea Change(string prefix) =>
        new()
        {
            FieldPrefix = prefix,
            InvalidDocument = InvalidFile,
            Failed = "SloPlanWriteFailed",
            FailedText = "The plan '{0}' cannot be changed: {1}",
        };
}

/// <summary>Ids of errors about profiles of phases.</summary>
internal static class ProfileErrors
{
    public const string NotFound = "SloProfileNotFound";
    public const string Invalid = "SloProfileInvalid";
    public const string InvalidName = "SloProfileInvalidName";

    /// <summary>What -Profile names.</summary>
    public static readonly ErrorArea Argument = FileErrors.Named(NotFound, Invalid);

    /// <summary>Where profiles are written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloProfile", "The profile cannot be written to '{0}': {1}");
}

/// <summary>Ids of errors about templates.</summary>
internal static class TemplateErrors
{
    public const string NotFound = "SloTemplateNotFound";
    public const string Invalid = "SloTemplateInvalid";
    public const string InvalidName = "SloTemplateInvalidName";

    /// <summary>What -Template of Export-SloTemplate names.</summary>
    public static readonly ErrorArea Argument = FileErrors.Named(NotFound, Invalid);

    /// <summary>Where templates are written to.</summary>
    public static readonly ErrorArea Export = FileErrors.Written("SloTemplate", "The template cannot be written to '{0}': {1}");
}
