namespace ProgressiveSlo.Staging.Problems;

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
