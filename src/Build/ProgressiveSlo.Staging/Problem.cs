namespace ProgressiveSlo.Build;

/// <summary>One thing that is wrong, printed in the form that MSBuild and editors turn into a clickable error.</summary>
/// <param name="File">The file, relative to the repository, with forward slashes.</param>
/// <param name="Line">The line, from 1; 0 when the problem is about the file as a whole.</param>
/// <param name="Code">A stable code, such as SLODOC03.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
internal sealed record Problem(string File, int Line, string Code, string Message)
{
    public override string ToString() =>
        Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): error {Code}: {Message}")
            : $"{File}: error {Code}: {Message}";
}

/// <summary>The codes of all problems that the tool reports; docs/cmdlets/README.md lists them for writers.</summary>
internal static class ProblemCodes
{
    public const string CmdletWithoutPage = "SLODOC01";
    public const string PageWithoutCmdlet = "SLODOC02";
    public const string ParameterWithoutText = "SLODOC03";
    public const string TextWithoutParameter = "SLODOC04";
    public const string TooFewExamples = "SLODOC05";
    public const string MissingSection = "SLODOC06";
    public const string MalformedPage = "SLODOC07";
    public const string TypesDiffer = "SLODOC08";
    public const string BrokenLink = "SLODOC09";
    public const string ExportsDiffer = "SLOMOD01";
    public const string MissingFile = "SLOMOD02";
    public const string VersionFixed = "SLOMOD03";
}
