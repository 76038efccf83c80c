using System.Management.Automation;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.OtherYaml;

/// <summary>Reads a YAML text with this module's own YamlDotNet and says which version that is.</summary>
[Cmdlet(VerbsCommon.Get, "OtherYaml")]
public sealed class GetOtherYamlCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Text { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));
        WriteObject(typeof(YamlStream).Assembly.GetName().Version.Major + " " + stream.Documents[0].RootNode);
    }
}
