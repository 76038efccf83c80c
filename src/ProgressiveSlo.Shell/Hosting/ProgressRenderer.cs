using System;
using System.Management.Automation;
using System.Threading;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// One line of progress on the error terminal, wiped before anything else is written. Without a terminal there is none:
/// a log full of percentages helps nobody.
/// </summary>
internal sealed class ProgressRenderer(TextChannel error, Func<int> width)
{
    private const string WipeLine = "\r\u001b[K";

    private readonly Lock _gate = new();
    private bool _visible;

    public void Show(ProgressRecord record)
    {
        if (!error.AllowsEscapes)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
            return;
        }

        lock (_gate)
        {
            error.Write(WipeLine + Fit(Describe(record), width() - 1));
            _visible = true;
        }
    }

    public void Hide()
    {
        lock (_gate)
        {
            if (_visible)
            {
                error.Write(WipeLine);
                _visible = false;
            }
        }
    }

    internal static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : string.Empty;
        string status = string.IsNullOrWhiteSpace(record.StatusDescription) ? string.Empty : $": {record.StatusDescription}";
        string operation = string.IsNullOrWhiteSpace(record.CurrentOperation) ? string.Empty : $" ({record.CurrentOperation})";
        return $"{record.Activity}{status}{percent}{operation}".ReplaceLineEndings(" ").Replace('\u001b', ' ');
    }

    private static string Fit(string text, int columns)
    {
        int length = text.Length;
        while (length > 0 && CellWidth.Of(text[..length]) > columns)
        {
            length--;
        }

        return text[..length];
    }
}
