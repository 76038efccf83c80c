using System.Management.Automation;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What cmdlets that change plans share: plan files changed in place, or plans from the pipeline.</summary>
public abstract class PlanChangeCmdlet : PathCmdlet, IDisposable
{
    private protected const string PlanSet = "Plan";

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (string Service, string Namespace)?> _subjects = new(StringComparer.Ordinal);

    /// <summary>Plan files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PlanSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloPlan? Plan { get; set; }

    /// <summary>Who does it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? By { get; set; }

    /// <summary>Return the changed plan when it was changed in a file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private protected string Actor => ActorArgument.Resolve(By);

    /// <summary>Ids of errors.</summary>
    private protected abstract ErrorArea Errors { get; }

    /// <summary>
    /// The plan files that were named. An error is written for a path that is not there, and a warning for one that stands for no file.
    /// </summary>
    private protected IEnumerable<(string Full, string Display)> Files()
    {
        foreach (var (path, literal) in Given(Path))
        {
            var isRefused = false;
            var files = FilesOrError(path, literal, PlanErrors.NotFound, () => isRefused = true);

            // Nothing changed must not look like a change.
            if (files.Count == 0 && !isRefused)
                WarnOfNoFile(path, InputPaths.Yaml);
            foreach (var file in files)
                yield return file;
        }
    }

    /// <summary>
    /// Service and namespace of a plan file, read once for all items of the pipeline. Null for a file that cannot be read: its error is
    /// seen when its turn comes.
    /// </summary>
    private protected (string Service, string Namespace)? SubjectOf((string Full, string Display) file)
    {
        if (_subjects.TryGetValue(file.Full, out var known))
            return known;
        (string, string)? subject = null;
        try
        {
            var plan = PlanReader.ReadFile(file.Full, file.Display);
            subject = (plan.Service, plan.Namespace);
        }
        catch (SloDocumentException)
        {
            // See above.
        }

        return _subjects[file.Full] = subject;
    }

    /// <summary>Writes the error that none of the plan files is of a service.</summary>
    /// <param name="service">The service; null where a result names none.</param>
    /// <param name="namespace">Its namespace, or null for any.</param>
    /// <param name="field">Name of the parameter that would help.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="target">The item of the pipeline.</param>
    private protected void WriteNoFile(string? service, string? @namespace, string field, string fix, object? target) =>
        WriteItemError(
            new SloValidationException(
                field,
                $"None of the plan files is of '{PrintableText.Escape(service ?? "(no service)")}'"
                    + (@namespace is null ? "" : $" in the namespace '{PrintableText.Escape(@namespace)}'"),
                fix
            ),
            Errors,
            target
        );

    /// <summary>
    /// Changes the plan of the pipeline, or a file's. A change that gives the same plan changes nothing, and nobody is asked.
    /// </summary>
    /// <param name="file">The file, or null for the plan of the pipeline.</param>
    /// <param name="change">Makes the new plan of the old one.</param>
    /// <param name="question">Says what is changed, and asks.</param>
    private protected void Change((string Full, string Display)? file, Func<SloPlan, SloPlan> change, ChangeQuestion<SloPlan> question)
    {
        SloPlan? same = null;
        SloPlan? Next(SloPlan plan)
        {
            var next = change(plan);
            same = ReferenceEquals(next, plan) ? plan : null;
            return same is null ? next : null;
        }

        SloPlan? Asked(SloPlan plan) => Next(plan) is { } next && question.Ask(plan, next) ? next : null;

        // Where nobody can be asked, what is in the file decides, and no change of others makes this one fail.
        var changed = TryGet(
            Errors,
            file is { } named ? named.Display : Plan,
            () =>
                file is not { } f ? Asked(Plan!)
                : ShouldProcessState.MayPrompt(this) ? PlanStore.Change(f.Full, f.Display, Next, question, _stop.Token)
                : PlanStore.Change(f.Full, f.Display, Asked, _stop.Token)
        );
        if ((changed ?? same) is { } plan && (file is null || PassThru))
            WriteObject(plan);
    }
}
