using System.Management.Automation;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Discovery;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Prometheus.Discovery;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Finds the services that a Prometheus measures already, how, and the phase that their history could hold.</summary>
[Cmdlet(VerbsCommon.Find, "SloService")]
[OutputType(typeof(SloService))]
public sealed class FindSloServiceCommand : PrometheusCmdlet
{
    private DiscoveryRequest _request = null!;

    /// <summary>Address of the Prometheus.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>Names of services.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>How far to look back, whole days.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "30d";

    /// <summary>The end of the window.</summary>
    [Parameter]
    public object? At { get; set; }

    /// <summary>The profile whose phases are suggested.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Folder of templates whose services are looked for, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RejectTwoCredentials("SloServiceInvalid");
        DoOrStop(ServiceErrors.Parameters, TemplatePath ?? Profile, ReadParameters);
    }

    private void ReadParameters()
    {
        var own = TemplatePath is null ? [] : TemplateArgument.ReadFolder(TemplatePath, SessionState);
        var patterns = Name.Select(n => NamePattern.Create(n, nameof(Name))).ToArray();
        _request = new DiscoveryRequest(
            Kinds(own),
            ProfileArgument.Resolve(Profile, SessionState.Path),
            DateArgument.Resolve(At, nameof(At)) ?? Clock.UtcNow,
            DaysArgument.Resolve(Window, nameof(Window))
        )
        {
            Templates = name => own.FirstOrDefault(t => t.Name == name) ?? BuiltInTemplates.Find(name),
            IsWanted = service => patterns.Any(p => p.IsMatch(service)),
        };
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => UseConnection(PrometheusUri!, ServiceErrors.Parameters.FieldPrefix!, Search);

    // What a team has templates for is measured with them.
    private ServiceKinds Kinds(IReadOnlyList<SloTemplate> own)
    {
        var known = ServiceKindFile.BuiltIn;
        var kinds = new List<ServiceKind>();
        foreach (var template in own)
        {
            if (TemplateKind.Derive(template) is { } kind)
                kinds.Add(kind);
            else
                WriteVerbose($"The template '{template.Name}' does not say which label names a service, so none is looked for by it.");
        }

        return known with
        {
            Kinds = [.. kinds, .. known.Kinds],
        };
    }

    private void Search(PrometheusConnection connection)
    {
        foreach (var item in new PrometheusDiscovery(connection).Read(_request, StopToken))
        {
            if (item.Service is not null)
                WriteObject(item.Service);
            if (item.Warning is not null)
                WriteWarning(item.Warning);
            if (item.Note is not null)
                WriteVerbose(item.Note);
            if (item.Failure is { } failure)
                WriteItemError(failure.Error, "SloServiceFailed", ErrorCategory.InvalidResult, failure.Service);
            if (item.Progress is { } progress)
                WriteProgress("Searching services", progress);
        }
    }
}
