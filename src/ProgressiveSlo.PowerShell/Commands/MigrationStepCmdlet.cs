using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Prometheus.Rules;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the cmdlets of steps share: where the migration is, and the evidence that verifiers judge.</summary>
public abstract class MigrationStepCmdlet : PrometheusCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string MigrationSet = "Migration";

    private MigrationEvidence? _evidence;

    /// <summary>Migration files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Migration files, or folders of them; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The migration.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MigrationSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloMigration? Migration { get; set; }

    /// <summary>Manifests, or folders of them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ManifestPath { get; set; } = [];

    /// <summary>What exists.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public SloInventoryItem[]? Inventory { get; set; }

    /// <summary>Parallel runs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] ParallelRun { get; set; } = [];

    /// <summary>What the probes of prerequisites found.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public SloPrerequisite[]? Prerequisite { get; set; }

    /// <summary>Address of the Prometheus that has the rules loaded.</summary>
    [Parameter]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>What the verifiers judge; gathered once, when it is first needed.</summary>
    private protected MigrationEvidence Gathered => _evidence ??= Gather();

    /// <inheritdoc/>
    protected override void BeginProcessing() => RejectTwoCredentials(MigrationErrors.Prefix);

    /// <summary>The migration files that were named; an error is written for a path without any.</summary>
    private protected IEnumerable<(string Full, string Display)> Files()
    {
        var literal = ParameterSetName == LiteralPathSet;
        foreach (var path in literal ? LiteralPath : Path)
        {
            foreach (var file in FilesOrError(path, literal, MigrationErrors.NotFound))
                yield return file;
        }
    }

    private MigrationEvidence Gather()
    {
        var evidence = new MigrationEvidence { Inventory = Inventory, Prerequisites = Prerequisite };
        if (ParallelRun.Length > 0)
            evidence = evidence with
            {
                ParallelRuns = GetOrStop(
                    MigrationErrors.ParallelRun,
                    ParallelRun,
                    () => ParallelRun.SelectMany(r => ParallelRunArgument.Resolve(r, SessionState)).ToArray()
                ),
            };

        // Without a file there is nothing to judge, and that must not look like manifests without a mistake.
        if (
            ManifestPath.Length > 0
            && ManifestPath.SelectMany(p => ManifestFiles(p, literal: false, recurse: true)).ToArray() is { Length: > 0 } files
        )
            evidence = ManifestEvidence.Add(files, evidence, StopToken);
        return PrometheusUri is null ? evidence : WithRules(evidence);
    }

    private MigrationEvidence WithRules(MigrationEvidence evidence)
    {
        UseConnection(
            PrometheusUri!,
            MigrationErrors.Prefix,
            connection =>
            {
                var loaded = LoadedRules.Read(connection, StopToken);
                foreach (var finding in loaded.Findings)
                    WriteWarning(finding.ToString());
                evidence = evidence with { LoadedRules = loaded.Working };
            }
        );

        // A step must not be judged by what was not asked to its end.
        return StopToken.IsCancellationRequested ? throw new PipelineStoppedException() : evidence;
    }
}
