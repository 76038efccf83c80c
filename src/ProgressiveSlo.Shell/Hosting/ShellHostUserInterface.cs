using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// Text out of the engine. Results and information go to standard output; errors, warnings, verbose, debug and progress
/// to standard error, so that a pipe or a file gets results only.
/// </summary>
internal sealed class ShellHostUserInterface : PSHostUserInterface
{
    private readonly StandardStreams _streams;
    private readonly ProgressRenderer _progress;
    private readonly Questions _questions;
    private readonly ShellRawUserInterface _raw;
    private TextWriter? _capture;
    private bool _outputIsError;

    public ShellHostUserInterface(StandardStreams streams, bool mayAsk)
    {
        _streams = streams;
        _raw = new ShellRawUserInterface(streams);
        _progress = new ProgressRenderer(streams.Error, () => _raw.WindowSize.Width);
        _questions = new Questions(streams, mayAsk);
    }

    /// <summary>How many lines of error text reached the top, which is what decides over success.</summary>
    public int ErrorLines { get; private set; }

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => _streams.Output.AllowsEscapes;

    public void ForgetErrors() => ErrorLines = 0;

    public void HideProgress() => _progress.Hide();

    /// <summary>
    /// Sends what the engine's formatter writes into <paramref name="target"/> until disposed; this is how Out-File and
    /// Out-String turn objects into text without a formatter of their own.
    /// </summary>
    public CaptureScope Capture(TextWriter target)
    {
        TextWriter? outer = _capture;
        _capture = target;
        return new CaptureScope(this, outer);
    }

    /// <summary>Until disposed, what the formatter writes is the text of an error.</summary>
    public ErrorScope TreatOutputAsError()
    {
        _outputIsError = true;
        return new ErrorScope(this);
    }

    public override void Write(string value) => Emit(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Emit(value);

    public override void WriteLine() => Emit(Environment.NewLine);

    public override void WriteLine(string value) => Emit(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        if (_capture is not null)
        {
            // An error on its way into a file (2> or *>) was dealt with by the script.
            _capture.WriteLine(GetOutputString(value, supportsVirtualTerminal: false));
            return;
        }

        ErrorLines++;
        EmitError(value, style: string.Empty);
    }

    public override void WriteWarningLine(string message) => EmitNotice($"WARNING: {message}", PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) => EmitNotice($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) => EmitNotice($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>A line of the Shell's own on standard error that is not an error of the script.</summary>
    public void WriteNote(string text) => EmitError(text, style: string.Empty);

    public override string ReadLine() => _questions.ReadLine(this);

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret(this);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(this, caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskChoice(this, caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(this, caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options
    ) => _questions.AskCredential(this, caption, message, userName);

    private void Emit(string value)
    {
        if (_capture is not null)
        {
            _capture.Write(Clean(value, allowsEscapes: false));
            return;
        }

        _progress.Hide();
        if (_outputIsError)
        {
            ErrorLines++;
            _streams.Error.Write(Clean(value, _streams.Error.AllowsEscapes));
            return;
        }

        _streams.Output.Write(Clean(value, _streams.Output.AllowsEscapes));
    }

    private void EmitNotice(string text, string style)
    {
        if (_capture is not null)
        {
            _capture.WriteLine(Clean(text, allowsEscapes: false));
            return;
        }

        EmitError(text, style);
    }

    private void EmitError(string text, string style)
    {
        _progress.Hide();
        bool escapes = _streams.Error.AllowsEscapes;
        string styled = escapes && style.Length > 0 ? style + text + PSStyle.Instance.Reset : text;
        _streams.Error.WriteLine(Clean(styled, escapes));
    }

    private static string Clean(string value, bool allowsEscapes) =>
        value.Contains('\u001b', StringComparison.Ordinal) ? GetOutputString(value, allowsEscapes) : value;

    internal readonly struct CaptureScope(ShellHostUserInterface owner, TextWriter? outer) : IDisposable
    {
        public void Dispose() => owner._capture = outer;
    }

    internal readonly struct ErrorScope(ShellHostUserInterface owner) : IDisposable
    {
        public void Dispose() => owner._outputIsError = false;
    }
}
