using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes a report to a file. In a pipeline its agent gets commands, variables and a summary beside it.</summary>
[Cmdlet(VerbsData.Export, "SloReport", SupportsShouldProcess = true, DefaultParameterSetName = AgentSet)]
[OutputType(typeof(string))]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloReportCommand : ExportCmdlet, IDisposable
{
    private const string AgentSet = "Agent";

    private ReportRun? _run;
    private string? _path;
    private bool _refused;

    /// <summary>A plan, a readiness result, a finding, an inventory item, a gap or a row of maturity.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The format; that of the file's extension unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ReportFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    private protected override ErrorArea Errors => ReportErrors.Export;

    // No cmdlet reads reports.
    private protected override long MostBytes => long.MaxValue;

    private ReportRun Run => _run!;

    /// <inheritdoc/>
    public void Dispose() => _run?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName != AgentSet)
            _path = Target(path => path);
        _run = GetOrStop(ReportErrors.Parameters, Format ?? _path, Start);
        if (_path is null && !Run.IsForAgents)
            Stop(NoPath($"a report in {Run.FormatName} is a file"), ReportErrors.Export.Refused!, ErrorCategory.InvalidArgument, Format);
    }

    private ReportRun Start()
    {
        if (Format is not null)
            return ReportRun.Start(Format);
        return _path is not null
            ? ReportRun.StartForFile(_path)
            : throw NoPath("only a format for the agent of a pipeline, such as Auto, needs none");
    }

    private static SloValidationException NoPath(string why) =>
        new(nameof(Path), "There is no path, and " + why, "Give -Path, or use ConvertTo-SloReport for the text");

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = InputObject.Unwrap()!;
        if (Run.TryAdd(input, isJoined: true, out _))
            return;
        _refused = true;
        WriteItemError(Run.Unsupported(input), ReportErrors.InvalidInput, ErrorCategory.InvalidType, input);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // When every input was refused, an older report is worth more than an empty one.
        if (Run.IsEmpty && (_refused || _path is null || Run.Pipeline is not null))
            return;
        var text = Run.Complete();
        if (Run.HasCommands)
            WriteObject(Run.Commands().TrimEnd('\n'));
        if (_path is not null)
            WriteReport(_path, text);
        else if (!Run.HasCommands)
            WriteObject(text.TrimEnd('\n'));
        if (Run.HasCommands)
            WriteAgentFiles(text);
    }

    private void WriteReport(string path, string text)
    {
        if (!ShouldProcess(path, "Write report"))
            return;
        try
        {
            WriteText(path, output => output.Write(text));
        }
        catch (Exception e) when (WriteErrorOf(e, path) is { } record)
        {
            Stop(record);
        }

        if (Run.HasCommands && Run.Pipeline!.SummaryCommand(path) is { } command)
            WriteObject(command);
        if (PassThru)
            WriteFile(path);
    }

    // The files that the agent gave to this step. Where it gave none, as outside of its pipelines, there is nothing to do.
    private void WriteAgentFiles(string summary)
    {
        foreach (var file in Run.Files(summary))
        {
            var path = Environment.GetEnvironmentVariable(file.Variable);
            if (
                !string.IsNullOrEmpty(path)
                && System.IO.Path.IsPathRooted(path)
                && File.Exists(path)
                && ShouldProcess(path, "Append to the file that " + file.Variable + " names")
            )
                DoOrStop(ReportErrors.AgentFile, path, () => AppendedFile.Append(path!, file.Text), $"{path}, named by {file.Variable}");
        }
    }
}
