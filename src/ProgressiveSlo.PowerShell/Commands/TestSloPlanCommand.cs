using System.Management.Automation;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Finds plan files that contradict themselves or each other.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SloPlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloFinding), typeof(bool))]
public sealed class TestSloPlanCommand : PathCmdlet
{
    private readonly PlanFolderCheck _check = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _failed;

    /// <summary>Plan files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The least severity of the findings that are returned.</summary>
    [Parameter]
    public FindingSeverity MinimumSeverity { get; set; }

    /// <summary>Return only whether there is no error.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (path, literal) in Given(Path))
        {
            var isRefused = false;
            var files = FilesOrError(path, literal, PlanErrors.NotFound, () => isRefused = true);

            // A check of nothing must not look like one that passed.
            if (files.Count == 0 && !isRefused)
                WarnOfNoFile(path, InputPaths.Yaml);
            _failed |= isRefused;
            foreach (var (full, display) in files.Where(f => _seen.Add(f.Full)))
            {
                var (plan, problems) = PlanReader.Examine(full, display, Clock.UtcNow);
                Report(_check.Add(display, plan, problems));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Report(_check.Complete());
        if (Quiet)
            WriteObject(!_failed && !_check.IsEmpty);
    }

    private void Report(IEnumerable<SloFinding> findings)
    {
        foreach (var finding in findings)
        {
            _failed |= finding.Severity == FindingSeverity.Error;
            if (!Quiet && finding.Severity >= MinimumSeverity)
                WriteObject(finding);
        }
    }
}
