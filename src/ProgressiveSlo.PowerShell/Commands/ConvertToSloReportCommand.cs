using System.Management.Automation;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gives plans, readiness results, findings, inventories and gaps as the text of reports.</summary>
[Cmdlet(VerbsData.ConvertTo, "SloReport")]
[OutputType(typeof(string))]
public sealed class ConvertToSloReportCommand : SloCmdlet, IDisposable
{
    private ReportRun? _run;

    /// <summary>A plan, a readiness result, a finding, an inventory item, a gap or a row of maturity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ReportFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string Format { get; set; } = "Markdown";

    /// <inheritdoc/>
    public void Dispose() => _run?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing() => _run = GetOrStop(ReportErrors.Parameters, Format, () => ReportRun.Start(Format));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = InputObject.Unwrap()!;
        if (!_run!.TryAdd(input, isJoined: false, out var report))
            WriteItemError(_run.Unsupported(input), ReportErrors.InvalidInput, ErrorCategory.InvalidType, input);
        else if (report is not null)
            WriteObject(report.TrimEnd('\n'));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_run!.IsEmpty)
            return;
        var text = _run.Complete();
        if (_run.HasCommands)
            WriteObject(_run.Commands().TrimEnd('\n'));
        else if (_run.Pipeline is null)
            WriteObject(text.TrimEnd('\n'));
    }
}
