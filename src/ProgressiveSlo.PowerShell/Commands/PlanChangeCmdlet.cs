using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What cmdlets that change plans share: plan files changed in place, or plans from the pipeline.</summary>
public abstract class PlanChangeCmdlet : PathCmdlet
{
    private protected const string PlanSet = "Plan";

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

    private protected string Actor => ActorArgument.Resolve(By);

    /// <summary>Prefix of the ids of errors.</summary>
    private protected abstract string ErrorPrefix { get; }

    /// <summary>The id of an error: the prefix and the field's name.</summary>
    private protected virtual string ErrorId(SloValidationException exception) => ErrorPrefix + exception.Problem.Field;

    /// <summary>
    /// The plan files that were named. An error is written for a path that is not there, and a warning for one that stands for no file.
    /// </summary>
    private protected IEnumerable<(string Full, string Display)> Files()
    {
        foreach (var (path, literal) in Given(Path))
        {
            var isRefused = false;
            var files = FilesOrError(path, literal, "SloPlanNotFound", () => isRefused = true);

            // Nothing changed must not look like a change.
            if (files.Count == 0 && !isRefused)
                WriteWarning($"There is no .yaml or .yml file in '{PrintableText.Escape(path)}'.");
            foreach (var file in files)
                yield return file;
        }
    }

    /// <summary>Changes the plan of the pipeline, or a file's.</summary>
    /// <param name="file">The file, or null for the plan of the pipeline.</param>
    /// <param name="change">Makes the new plan of the old one.</param>
    /// <param name="question">Says what is changed, and asks.</param>
    private protected void Change((string Full, string Display)? file, Func<SloPlan, SloPlan> change, ChangeQuestion<SloPlan> question)
    {
        object? target = file is { } named ? named.Display : Plan;
        try
        {
            SloPlan? Changed(SloPlan plan) => change(plan) is var next && question.Ask(plan, next) ? next : null;

            // Where nobody can be asked, what is in the file decides, and no change of others makes this one fail.
            var changed =
                file is not { } f ? Changed(Plan!)
                : ShouldProcessState.MayPrompt(this) ? PlanStore.Change(f.Full, f.Display, change, question)
                : PlanStore.Change(f.Full, f.Display, Changed);
            if (changed is not null && (file is null || PassThru))
                WriteObject(changed);
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, ErrorId(e), ErrorCategory.InvalidArgument, target);
        }
        catch (SloDocumentException e)
        {
            WriteItemError(e, "SloPlanInvalidFile", ErrorCategory.InvalidData, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteItemError(
                new IOException($"The plan '{file?.Display}' cannot be changed: {e.Message}", e),
                "SloPlanWriteFailed",
                ErrorCategory.WriteError,
                target
            );
        }
    }
}
