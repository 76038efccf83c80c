using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Completion;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes SLO definitions in a tool's format.</summary>
[Cmdlet(VerbsData.ConvertTo, "SloManifest")]
[OutputType(typeof(string))]
public sealed class ConvertToSloManifestCommand : SloCmdlet
{
    /// <summary>A plan (all its phases), a phase of a plan, or a definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ManifestFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string Format { get; set; } = "SloDev";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ManifestFormats.FindWriter(Format) is null)
        {
            var error = new SloValidationException("Format", $"'{ServiceName.Printable(Format)}' is not a manifest format", "Give one of " + string.Join(", ", ManifestFormats.WritableNames));
            Stop(error, "SloManifestInvalidFormat", ErrorCategory.InvalidArgument, Format);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject!;
        if (Definitions(input) is not { } definitions)
        {
            var error = new SloValidationException("InputObject", $"A value of type {input.GetType().Name} is no plan, phase or definition", "Pipe the output of New-SloPlan, Import-SloPlan or Get-SloPhase; a phase of a profile has no service yet");
            WriteItemError(error, "SloManifestInvalidInput", ErrorCategory.InvalidType, input);
            return;
        }

        foreach (var definition in definitions)
        {
            using var text = new StringWriter { NewLine = "\n" };
            ManifestFormats.FindWriter(Format)!.Write([definition], ManifestOptions.Default, text);
            WriteObject(text.ToString().TrimEnd('\n'));
        }
    }

    private static IEnumerable<SloDefinition>? Definitions(object input) => input switch
    {
        SloPlan plan => plan.Phases.Select(p => p.Definition),
        PlannedPhase phase => [phase.Definition],
        SloDefinition definition => [definition],
        _ => null,
    };
}
