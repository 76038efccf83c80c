using System;

namespace ProgressiveSlo.Formats.Files;

/// <summary>A file that was handed over to be written.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Error">Why it could not be written, or null when it was; whatever was there before is untouched then.</param>
public sealed record FileWritten(string Path, Exception? Error);
