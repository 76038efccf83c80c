using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Probes;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Probes what SLO-as-code needs.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SloPrerequisite")]
[OutputType(typeof(SloPrerequisite), typeof(bool))]
public sealed class TestSloPrerequisiteCommand : PrometheusCmdlet
{
    /// <summary>Address of the Prometheus.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>Address of the Grafana.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    [WebAddress]
    public Uri? GrafanaUri { get; set; }

    /// <summary>A folder in the Git repository.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RepositoryPath { get; set; }

    /// <summary>Probe a cluster, too.</summary>
    [Parameter]
    public SwitchParameter Kubernetes { get; set; }

    /// <summary>The context of kubectl.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KubeContext { get; set; }

    /// <summary>How far back the longest window of an SLO reaches.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "30d";

    /// <summary>The profile whose longest phase the server's retention is compared with.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Return only whether what was probed is met.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RejectTwoCredentials(PrerequisiteErrors.Prefix);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var profile = GetOrStop(ProfileErrors.Argument, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
        try
        {
            using var prometheus = PrometheusUri is null
                ? null
                : ConnectionArgument.OpenProbe(
                    PrometheusUri,
                    "Prometheus",
                    nameof(PrometheusUri),
                    ConnectionArgument.Options(Header, Token, Credential, TimeoutSec, SkipCertificateCheck, WriteWarning)
                );

            // What the Prometheus is told in confidence is none of Grafana's business.
            using var grafana = GrafanaUri is null
                ? null
                : ConnectionArgument.OpenProbe(
                    GrafanaUri,
                    "Grafana",
                    nameof(GrafanaUri),
                    ConnectionArgument.Options(null, null, null, TimeoutSec, SkipCertificateCheck, WriteWarning)
                );
            Probe(
                new PrerequisiteSettings
                {
                    Prometheus = prometheus,
                    Grafana = grafana,
                    Window = WindowArgument.Resolve(Window, nameof(Window)),
                    Record = RecordRetention.For(profile),
                    Now = Clock.UtcNow,
                    Repository = Repository(),
                    Kubernetes = Kubernetes || KubeContext is not null,
                    KubeContext = KubeContext,
                    ToolTimeout = TimeSpan.FromSeconds(TimeoutSec),
                }
            );
        }
        catch (Exception e) when (ErrorMap.Find(e, PrometheusErrors.Ask(PrerequisiteErrors.Prefix), null) is { } record)
        {
            Stop(record);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // Nothing to say.
        }
    }

    private void Probe(PrerequisiteSettings settings)
    {
        var found = new List<SloPrerequisite>();
        foreach (var probe in PrerequisiteProbes.Create(settings))
        {
            WriteProgress(new ProgressRecord(1, "Test prerequisites", probe.Name));
            found.Add(probe.Probe(StopToken));
            if (!Quiet)
                WriteObject(found[found.Count - 1]);
        }

        WriteProgress(new ProgressRecord(1, "Test prerequisites", "Done") { RecordType = ProgressRecordType.Completed });
        if (found.TrueForAll(p => p.Status == PrerequisiteStatus.Skipped))
            WriteWarning("Nothing was probed. Give -PrometheusUri, -GrafanaUri, -RepositoryPath or -Kubernetes.");
        if (Quiet)
            WriteObject(SloPrerequisite.AreMet(found));
    }

    // Without the parameter it is the repository of the current location, or none.
    private string? Repository()
    {
        if (RepositoryPath is null)
        {
            var here = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
            return RepositoryRoot.Find(here) is null ? null : here;
        }

        var folder = FileSystemPath.Resolve(RepositoryPath, SessionState.Path);
        return Directory.Exists(folder)
            ? folder
            : throw new SloValidationException(
                nameof(RepositoryPath),
                $"The folder '{PrintableText.Escape(RepositoryPath)}' does not exist",
                "Give a folder in the clone of the repository"
            );
    }
}
