using System.Management.Automation;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes SLO definitions in a tool's format.</summary>
[Cmdlet(VerbsData.ConvertTo, "SloManifest")]
[OutputType(typeof(string))]
public sealed class ConvertToSloManifestCommand : ManifestCmdlet
{
    private readonly List<SloDefinition> _definitions = [];

    /// <summary>A plan (all its phases), a phase of a plan, or a definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Definitions(out _) is not { } definitions)
            return;

        // What belongs into one document may come from anywhere in the pipeline.
        if (Writer.Scope == ManifestScope.Definition)
            Write(definitions);
        else
            _definitions.AddRange(definitions);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Write(_definitions);

    private void Write(IEnumerable<SloDefinition> definitions)
    {
        foreach (var document in ManifestDocuments.Group(definitions, Writer.Scope).Select(g => Render(g, out _)))
        {
            if (document is not null)
                WriteObject(document.TrimEnd('\n'));
        }
    }
}
