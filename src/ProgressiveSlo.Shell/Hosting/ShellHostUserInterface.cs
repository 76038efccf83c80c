using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Threading;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// Text out of the engine. Results and information go to standard output; errors, warnings, verbose, debug and progress
/// to standard error, so that a pipe or a file gets results only.
/// </summary>
internal sealed class ShellHostUserInterface : PSHostUserInterface
{
    private readonly StandardStreams _streams;
    private readonly ProgressLine _progress;
    private readonly Questions _questions;
    private readonly ShellRawUserInterface _raw;
    private bool _outputIsError;

    public ShellHostUserInterface(StandardStreams streams, bool mayAsk)
    {
        _streams = streams;
        _raw = new ShellRawUserInterface(streams);
        _progress = new ProgressLine(streams.Error, () => _raw.WindowSize.Width);
        _questions = new Questions(streams, mayAsk, HideProgress);
    }

    /// <summary>How many lines of error text reached the top, which is what decides over success.</summary>
    public int ErrorLines { get; private set; }

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => _streams.Output.AllowsEscapes;

    public void HideProgress() => _progress.Hide();

    /// <summary>Until disposed, what the formatter writes is the text of an error.</summary>
    public ErrorScope TreatOutputAsError()
    {
        _outputIsError = true;
        return new ErrorScope(this);
    }

    public override void Write(string value)
    {
        _progress.Hide();
        if (_outputIsError)
            ErrorLines++;
        var channel = _outputIsError ? _streams.Error : _streams.Output;
        channel.Write(Clean(value, channel));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        ErrorLines++;
        WriteToError(value, style: "");
    }

    public override void WriteWarningLine(string message) => WriteToError($"WARNING: {message}", PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) => WriteToError($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) => WriteToError($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => _questions.ReadLine();

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options
    ) => _questions.AskCredential(caption, message, userName);

    private void WriteToError(string text, string style)
    {
        _progress.Hide();
        var styled = _streams.Error.AllowsEscapes && style.Length > 0 ? style + text + PSStyle.Instance.Reset : text;
        _streams.Error.WriteLine(Clean(styled, _streams.Error));
    }

    private static string Clean(string value, TextChannel channel) =>
        value.Contains('\u001b', StringComparison.Ordinal) ? GetOutputString(value, channel.AllowsEscapes) : value;

    internal readonly struct ErrorScope(ShellHostUserInterface owner) : IDisposable
    {
        public void Dispose() => owner._outputIsError = false;
    }
}

/// <summary>
/// One line of progress on the error terminal, wiped before anything else is written. Without a terminal there is none:
/// a log full of percentages helps nobody.
/// </summary>
internal sealed class ProgressLine(TextChannel error, Func<int> width)
{
    private const string WipeLine = "\r\u001b[K";

    private readonly Lock _gate = new();
    private bool _visible;

    public void Show(ProgressRecord record)
    {
        if (!error.AllowsEscapes)
            return;

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
            return;
        }

        lock (_gate)
        {
            var text = Describe(record);
            error.Write(WipeLine + text[..Math.Min(text.Length, Math.Max(width() - 1, 0))]);
            _visible = true;
        }
    }

    public void Hide()
    {
        lock (_gate)
        {
            if (_visible)
                error.Write(WipeLine);
            _visible = false;
        }
    }

    private static string Describe(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        var status = string.IsNullOrWhiteSpace(record.StatusDescription) ? "" : $": {record.StatusDescription}";
        var operation = string.IsNullOrWhiteSpace(record.CurrentOperation) ? "" : $" ({record.CurrentOperation})";
        return $"{record.Activity}{status}{percent}{operation}".ReplaceLineEndings(" ").Replace('\u001b', ' ');
    }
}
