using System.Management.Automation;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>What Get-Help makes of the generated help file in a real engine.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Cmdlets => DocumentedPages.Cmdlets();

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet()
    {
        using var engine = Engine.Create();
        var cmdlets = engine
            .Run("Get-Command -Module ProgressiveSlo -CommandType Cmdlet")
            .Output.Select(o => ((CommandInfo)o.BaseObject).Name);
        Assert.Equal(DocumentedPages.Names.Order(), cmdlets.Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Full_help_shows_all_that_a_reader_looks_for(string cmdlet)
    {
        using var engine = Engine.Create();
        var result = engine.Run($"Get-Help {cmdlet} -Full");
        Assert.Empty(result.Errors);
        Assert.Contains("SYNOPSIS", result.Text);
        Assert.Contains("DESCRIPTION", result.Text);
        // The syntax begins on the line below its heading; a help file without syntax leaves only the heading.
        Assert.Matches($@"SYNTAX\s*\n\s+{cmdlet} ", result.Text);
        Assert.Contains("OUTPUTS", result.Text);
        Assert.Contains("Example 2:", result.Text);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_has_a_description(string cmdlet)
    {
        using var engine = Engine.Create();
        var help = HelpView.Of(engine, cmdlet);
        var parameters = help.List("parameters", "parameter");
        Assert.NotEmpty(parameters);
        Assert.All(parameters, p => Assert.False(string.IsNullOrWhiteSpace(HelpView.Text(p, "description")), HelpView.Value(p, "name")));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void There_are_at_least_two_examples_with_code(string cmdlet)
    {
        using var engine = Engine.Create();
        var examples = HelpView.Of(engine, cmdlet).List("examples", "example");
        Assert.True(examples.Count >= 2);
        Assert.All(examples, e => Assert.NotEqual("", HelpView.Value(e, "code")));
    }
}
