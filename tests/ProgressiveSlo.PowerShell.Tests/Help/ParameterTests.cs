using System.Management.Automation;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>Pages and help against what the engine itself knows about the cmdlets.</summary>
public sealed class ParameterTests
{
    public static TheoryData<string> Cmdlets => DocumentedPages.Cmdlets();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_describes_exactly_the_parameters_of_its_cmdlet(string cmdlet)
    {
        using var engine = Engine.Create();
        var actual = Command(engine, cmdlet).Parameters.Values.Where(p => !IsCommon(p.Name) && !IsHidden(p)).Select(p => p.Name);
        // A page may say more about these two than the standard text.
        var described = DocumentedPages.Of(cmdlet).Parameters.Select(p => p.Name).Where(n => !IsCommon(n));
        Assert.Equal(actual.Order(), described.Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_in_help_is_that_of_the_engine(string cmdlet)
    {
        using var engine = Engine.Create();
        var inEngine = Command(engine, cmdlet).ParameterSets.Select(Describe);
        var inHelp = HelpView.Of(engine, cmdlet).List("syntax", "syntaxItem").Select(Describe);
        Assert.Equal(inEngine.Order(), inHelp.Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_default_parameter_set_comes_first(string cmdlet)
    {
        using var engine = Engine.Create();
        var command = Command(engine, cmdlet);
        var first = command.ParameterSets.FirstOrDefault(s => s.IsDefault) ?? command.ParameterSets[0];
        Assert.Equal(Describe(first), Describe(HelpView.Of(engine, cmdlet).List("syntax", "syntaxItem")[0]));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Types_and_aliases_in_help_are_those_of_the_engine(string cmdlet)
    {
        using var engine = Engine.Create();
        var command = Command(engine, cmdlet);
        foreach (var parameter in HelpView.Of(engine, cmdlet).List("parameters", "parameter"))
        {
            var metadata = command.Parameters[HelpView.Value(parameter, "name")];
            var type = Nullable.GetUnderlyingType(metadata.ParameterType) ?? metadata.ParameterType;
            Assert.Equal(type.FullName, HelpView.Value((PSObject)parameter.Properties["type"].Value, "name"));
            var aliases = metadata.Aliases.Count > 0 ? string.Join(", ", metadata.Aliases) : "none";
            Assert.Equal(aliases, HelpView.Value(parameter, "aliases"));
        }
    }

    private static CmdletInfo Command(Engine engine, string cmdlet) =>
        (CmdletInfo)engine.Run($"Get-Command {cmdlet}").Output.Single().BaseObject;

    private static bool IsCommon(string name) => Cmdlet.CommonParameters.Contains(name) || Cmdlet.OptionalCommonParameters.Contains(name);

    private static bool IsHidden(ParameterMetadata parameter) => parameter.Attributes.OfType<ParameterAttribute>().All(a => a.DontShow);

    // One text for a parameter set, whatever the order of its parameters given by name.
    private static string Describe(CommandParameterSetInfo set) =>
        Describe(
            from parameter in set.Parameters
            where !Cmdlet.CommonParameters.Contains(parameter.Name)
            where !parameter.Attributes.OfType<ParameterAttribute>().All(a => a.DontShow)
            let position = parameter.Position == int.MinValue ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture)
            select $"{parameter.Name} {parameter.IsMandatory} {position} "
                + $"{parameter.ValueFromPipeline} {parameter.ValueFromPipelineByPropertyName}"
        );

    private static string Describe(PSObject syntaxItem) =>
        Describe(
            from parameter in HelpView.List(syntaxItem, "parameter")
            let pipeline = HelpView.Value(parameter, "pipelineInput")
            let byValue = pipeline.Contains("ByValue", StringComparison.Ordinal)
            let byName = pipeline.Contains("ByPropertyName", StringComparison.Ordinal)
            let required = HelpView.Value(parameter, "required") == "true"
            select $"{HelpView.Value(parameter, "name")} {required} {HelpView.Value(parameter, "position")} {byValue} {byName}"
        );

    private static string Describe(IEnumerable<string> parameters) => string.Join("; ", parameters.Order(StringComparer.Ordinal));
}
