using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.Output;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes plans, readiness results, findings, inventories and gaps as reports.</summary>
[Cmdlet(VerbsData.ConvertTo, "SloReport", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
[OutputType(typeof(FileInfo))]
public sealed class ConvertToSloReportCommand : SloCmdlet, IDisposable
{
    private ReportRun? _started;
    private bool _refused;

    /// <summary>A plan, a readiness result, a finding, an inventory item, a gap or a row of maturity.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ReportFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string Format { get; set; } = "Markdown";

    /// <summary>A file for the report of all input, or for the summary beside the commands of a pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>Return the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private ReportRun Run => _started!;

    /// <inheritdoc/>
    public void Dispose() => _started?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ReportRegistry.FindFormat(Format, Environment.GetEnvironmentVariable) is not { } format)
        {
            var error = new SloValidationException(
                "Format",
                $"'{ServiceName.Printable(Format)}' is not a report format",
                "Give one of " + string.Join(", ", ReportRegistry.FormatNames)
            );
            ThrowTerminating(error, "SloReportInvalidFormat", ErrorCategory.InvalidArgument, Format);
            return;
        }

        _started = new ReportRun(format, ReportRegistry.IsAuto(Format));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject!;
        if (!Run.TryAdd(input, toFile: OutputPath is not null, out var report))
            ReportUnsupported(input);
        else if (report is not null)
            WriteObject(report.TrimEnd('\n'));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // When every input was refused, an older report is worth more than an empty one.
        if (Run.IsEmpty && (_refused || OutputPath is null || Run.Pipeline is not null))
            return;
        var text = Run.Complete();
        if (Run.HasCommands)
            WriteObject(Run.Commands().TrimEnd('\n'));
        if (OutputPath is not null)
            WriteReport(text);
        else if (Run.Pipeline is null || !Run.HasCommands)
            WriteObject(text.TrimEnd('\n'));
        if (Run.HasCommands)
            WriteAgentFiles(text);
    }

    private void ReportUnsupported(object input)
    {
        _refused = true;
        var formats = ReportRegistry.FormatsFor(input);
        var fix =
            formats.Count > 0
                ? "Give one of " + string.Join(", ", formats)
                : "Pipe plans (New-SloPlan, Import-SloPlan), readiness results (Test-SloPhaseReadiness), findings "
                    + "(Test-SloManifest), an inventory (Get-SloInventory), gaps or maturity (Compare-SloInventory), parallel "
                    + "runs (Compare-SloParallelRun), or a migration (New-SloMigration)";
        var error = new SloValidationException(
            "InputObject",
            $"There is no {Run.FormatName} report of a value of type {input.GetType().Name}",
            fix
        );
        WriteItemError(error, "SloReportInvalidInput", ErrorCategory.InvalidType, input);
    }

    private void WriteReport(string text)
    {
        var path = "";
        try
        {
            path = ProgressiveSlo.PowerShell.Arguments.OutputPath.Resolve(OutputPath!, literal: true, nameof(OutputPath), SessionState);
            if (!ShouldProcess(path, "Write report"))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, overwrite: true, output => output.Write(text));
            if (Run.HasCommands && Run.Pipeline!.SummaryCommand(path) is { } command)
                WriteObject(command);
            if (PassThru)
                WriteFile(path);
        }
        catch (SloValidationException e)
        {
            ThrowTerminating(e, "SloReportInvalidOutputPath", ErrorCategory.InvalidArgument, OutputPath);
        }
        catch (Exception e)
            when (e
                    is ArgumentException
                        or ItemNotFoundException
                        or ProviderNotFoundException
                        or System.Management.Automation.DriveNotFoundException
            )
        {
            ThrowTerminating(e, "SloReportInvalidOutputPath", ErrorCategory.InvalidArgument, OutputPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminating(
                new IOException($"The report cannot be written to '{path}': {e.Message}", e),
                "SloReportWriteFailed",
                ErrorCategory.WriteError,
                path
            );
        }
    }

    // The files that the agent gave to this step. Where it gave none, as outside of its pipelines, there is nothing to do.
    private void WriteAgentFiles(string summary)
    {
        foreach (var file in Run.Files(summary))
        {
            var path = Environment.GetEnvironmentVariable(file.Variable);
            if (
                string.IsNullOrEmpty(path)
                || !Path.IsPathRooted(path)
                || !File.Exists(path)
                || !ShouldProcess(path, "Append to the file that " + file.Variable + " names")
            )
                continue;
            try
            {
                AppendedFile.Append(path!, file.Text);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                ThrowTerminating(
                    new IOException($"The file '{path}', which {file.Variable} names, cannot be written: {e.Message}", e),
                    "SloReportWriteFailed",
                    ErrorCategory.WriteError,
                    path
                );
            }
        }
    }
}
