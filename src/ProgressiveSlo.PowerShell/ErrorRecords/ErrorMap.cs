using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>How the exceptions of one kind of work become error records. A kind of exception without an id is not expected there.</summary>
internal sealed record ErrorArea
{
    /// <summary>Prefix of the ids of refused values; the field follows: <c>SloPlanInvalid</c> and <c>Service</c>.</summary>
    public string? FieldPrefix { get; init; }

    /// <summary>The fields that have an id of their own behind the prefix; null when all have.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>What stands behind the prefix for all other fields.</summary>
    public string OtherField { get; init; } = "";

    /// <summary>Fields whose id is a name of its own, without the prefix; null for none.</summary>
    public IReadOnlyDictionary<string, string>? OwnIds { get; init; }

    /// <summary>Id of each refused value, whatever its field is.</summary>
    public string? Refused { get; init; }

    /// <summary>Category of refused values.</summary>
    public ErrorCategory RefusedCategory { get; init; } = ErrorCategory.InvalidArgument;

    /// <summary>Id of a document that is not sound, or of a definition that a format cannot express.</summary>
    public string? InvalidDocument { get; init; }

    /// <summary>Id of a path that leads to nothing, or to no drive or provider that there is.</summary>
    public string? NotFound { get; init; }

    /// <summary>Category of such a path.</summary>
    public ErrorCategory NotFoundCategory { get; init; } = ErrorCategory.ObjectNotFound;

    /// <summary>Id of a file that cannot be read or written.</summary>
    public string? Failed { get; init; }

    /// <summary>Category of such a file.</summary>
    public ErrorCategory FailedCategory { get; init; } = ErrorCategory.WriteError;

    /// <summary>The sentence for such a file: {0} is the file, {1} the system's reason.</summary>
    public string FailedText { get; init; } = "'{0}' cannot be written: {1}";
}

/// <summary>The one place that makes error records of exceptions.</summary>
internal static class ErrorMap
{
    /// <summary>The record of an exception, or null when the exception is none that is expected there.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="area">Ids and categories.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="file">The file as the user knows it, for files that cannot be read or written.</param>
    public static ErrorRecord? Find(Exception exception, ErrorArea area, object? target, string? file = null) =>
        exception switch
        {
            SloValidationException e => Create(e, RefusedId(e.Problem.Field, area), area.RefusedCategory, target),
            SloDocumentException or ManifestNotWritableException => Create(
                exception,
                area.InvalidDocument,
                ErrorCategory.InvalidData,
                target
            ),
            PrometheusException e => new ErrorRecord(e, PrometheusErrors.Prefix + e.Kind, Category(e.Kind), target),
            _ when IsPathProblem(exception) => Create(exception, area.NotFound, area.NotFoundCategory, target),
            IOException or UnauthorizedAccessException or System.Security.SecurityException when area.Failed is not null => Create(
                new IOException(
                    string.Format(
                        CultureInfo.InvariantCulture,
                        area.FailedText,
                        PrintableText.Escape(file ?? target as string ?? ""),
                        exception.Message
                    ),
                    exception
                ),
                area.Failed,
                area.FailedCategory,
                target
            ),
            _ => null,
        };

    // A field may have a path in it, such as Exclude[0].From; the id names the parameter.
    private static string? RefusedId(string field, ErrorArea area)
    {
        field = field.Split('.', '[')[0];
        if (area.OwnIds is not null && area.OwnIds.TryGetValue(field, out var id))
            return id;
        if (area.Refused is not null || area.FieldPrefix is null)
            return area.Refused;
        return area.FieldPrefix + (area.Fields?.Contains(field, StringComparer.Ordinal) == false ? area.OtherField : field);
    }

    private static ErrorRecord? Create(Exception exception, string? id, ErrorCategory category, object? target) =>
        id is null ? null : new ErrorRecord(exception, id, category, target);

    // .NET Framework refuses characters of a path with ArgumentException itself; what derives from it is a mistake of the program.
    private static bool IsPathProblem(Exception exception) =>
        exception
            is ItemNotFoundException
                or ProviderNotFoundException
                or System.Management.Automation.DriveNotFoundException
                or NotSupportedException
        || exception.GetType() == typeof(ArgumentException);

    private static ErrorCategory Category(PrometheusErrorKind kind) =>
        kind switch
        {
            PrometheusErrorKind.Unreachable => ErrorCategory.ConnectionError,
            PrometheusErrorKind.Timeout => ErrorCategory.OperationTimeout,
            PrometheusErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
            PrometheusErrorKind.BadRequest => ErrorCategory.InvalidArgument,
            _ => ErrorCategory.InvalidResult,
        };
}
