using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.ErrorRecords;

/// <summary>Ids of errors about files that any cmdlet reads or writes.</summary>
internal static class FileErrors
{
    public const string ReadFailed = "SloReadFailed";
    public const string ExistsSuffix = "FileExists";

    /// <summary>A path whose files are read; the id of one that leads to nothing is the cmdlet's.</summary>
    /// <param name="notFound">That id.</param>
    public static ErrorArea Read(string notFound) =>
        new()
        {
            Refused = notFound,
            RefusedCategory = ErrorCategory.ObjectNotFound,
            NotFound = notFound,
            Failed = ReadFailed,
            FailedCategory = ErrorCategory.PermissionDenied,
            FailedText = "'{0}' cannot be read: {1}",
        };

    /// <summary>A file that is read by its name alone.</summary>
    /// <param name="notFound">Id where it is not there.</param>
    /// <param name="invalid">Id where it is not sound.</param>
    public static ErrorArea Named(string notFound, string invalid) =>
        new()
        {
            Refused = notFound,
            RefusedCategory = ErrorCategory.ObjectNotFound,
            InvalidDocument = invalid,
        };

    /// <summary>A document that is sound or not.</summary>
    /// <param name="invalid">Id where it is not.</param>
    public static ErrorArea Document(string invalid) => new() { InvalidDocument = invalid };

    /// <summary>A file that is written. A path that cannot be used is refused, whatever is wrong with it.</summary>
    /// <param name="prefix">What stands before <c>InvalidPath</c> and <c>WriteFailed</c>.</param>
    /// <param name="text">The sentence for a file that cannot be written.</param>
    public static ErrorArea Written(string prefix, string text) =>
        new()
        {
            FieldPrefix = prefix,
            Refused = prefix + "InvalidPath",
            NotFound = prefix + "InvalidPath",
            NotFoundCategory = ErrorCategory.InvalidArgument,
            Failed = prefix + "WriteFailed",
            FailedText = text,
        };
}
