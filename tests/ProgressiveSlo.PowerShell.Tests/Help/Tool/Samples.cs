using ProgressiveSlo.Build;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

/// <summary>A small cmdlet and the page that fits it, for tests that spoil one thing.</summary>
internal static class Samples
{
    public static readonly CmdletModel Cmdlet = new(
        "Get",
        "Sample",
        SupportsShouldProcess: true,
        Aliases: [],
        OutputTypes: [new TypeModel("Some.Thing")],
        Parameters: [Parameter("Name", "System.String[]", byValue: true), Parameter("Kind", "Some.Kind", "Small", "Large")],
        ParameterSets: []
    );

    public const string Page = """
        # Get-Sample

        Gets a sample.

        ## Description

        Text.

        ## Parameters

        ### -Name

        The names.

        ### -Kind

        The kind.

        Default: Small

        ## Inputs

        ### String

        A name.

        ## Outputs

        ### Thing

        A thing.

        ## Examples

        ### 1. One

        First.

        ```powershell
        Get-Sample a
        ```

        ```text
        a
        ```

        Last.

        ### 2. Two

        ```powershell
        Get-Sample b
        ```

        ## Related links

        - [Web](https://example.org/)
        """;

    public static CommandPage Read(string markdown, List<Problem> problems) =>
        CommandPageReader.Read("docs/cmdlets/Get-Sample.md", markdown, problems);

    public static List<Problem> Check(string markdown)
    {
        var problems = new List<Problem>();
        new PageChecks(Cmdlet, Read(markdown, problems), problems).Run();
        return problems;
    }

    private static ParameterModel Parameter(string name, string type, params string[] values) => Parameter(name, type, false, values);

    private static ParameterModel Parameter(string name, string type, bool byValue, params string[] values) =>
        new(name, new TypeModel(type), [], values, false, false, [new(ParameterModel.AllSets, null, false, byValue, false)]);
}
