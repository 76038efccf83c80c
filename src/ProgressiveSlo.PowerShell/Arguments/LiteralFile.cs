namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>A path in which wildcard characters are only characters.</summary>
/// <param name="Path">The path.</param>
internal sealed record LiteralFile(string Path);
