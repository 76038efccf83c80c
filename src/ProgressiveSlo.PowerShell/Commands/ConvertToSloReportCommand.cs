using System;
using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes plans and readiness results as reports.</summary>
[Cmdlet(VerbsData.ConvertTo, "SloReport", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
[OutputType(typeof(FileInfo))]
public sealed class ConvertToSloReportCommand : SloCmdlet, IDisposable
{
    private ReportFormat? _format;
    private StringWriter? _joined;
    private ReportDocument? _document;
    private bool _refused;
    private bool _written;

    /// <summary>A plan or a readiness result.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ReportFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string Format { get; set; } = "Markdown";

    /// <summary>A file for the report of all input.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>Return the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _joined?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _format = Reports.FindFormat(Format);
        if (_format is null)
        {
            var error = new SloValidationException("Format", $"'{ServiceName.Printable(Format)}' is not a report format", "Give one of " + string.Join(", ", Reports.FormatNames));
            Stop(error, "SloReportInvalidFormat", ErrorCategory.InvalidArgument, Format);
        }

        if (OutputPath is null)
            return;
        _joined = new StringWriter { NewLine = "\n" };
        _document = new ReportDocument(_format!, _joined);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var input = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject!;
        if (Reports.Find(_format!, input) is not { } writer)
        {
            _refused = true;
            var error = new SloValidationException("InputObject", $"There is no {_format!.Name} report of a value of type {input.GetType().Name}", "Pipe plans (New-SloPlan, Import-SloPlan) or readiness results (Test-SloPhaseReadiness)");
            WriteItemError(error, "SloReportInvalidInput", ErrorCategory.InvalidType, input);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        writer.Write(input, text);
        if (_document is null)
            WriteObject(text.ToString().TrimEnd('\n'));
        else
        {
            _document.Add(text.ToString());
            _written = true;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // When every input was refused, an older report is worth more than an empty one.
        if (_document is null || (_refused && !_written))
            return;
        _document.Complete();
        var path = "";
        try
        {
            path = Arguments.OutputPath.Resolve(OutputPath!, literal: true, nameof(OutputPath), SessionState);
            if (!ShouldProcess(path, "Write report"))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, overwrite: true, output => output.Write(_joined!.ToString()));
            if (PassThru)
                WriteFile(path);
        }
        catch (SloValidationException e)
        {
            Stop(e, "SloReportInvalidOutputPath", ErrorCategory.InvalidArgument, OutputPath);
        }
        catch (Exception e) when (e is ArgumentException or ItemNotFoundException or ProviderNotFoundException or System.Management.Automation.DriveNotFoundException)
        {
            Stop(e, "SloReportInvalidOutputPath", ErrorCategory.InvalidArgument, OutputPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Stop(new IOException($"The report cannot be written to '{path}': {e.Message}", e), "SloReportWriteFailed", ErrorCategory.WriteError, path);
        }
    }
}
