using System.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// A document that comes through the pipeline line by line, as Get-Content and other programs write it. It begins with the first string
/// that looks like a line of YAML or JSON and not like a path; all strings after that belong to it.
/// </summary>
internal sealed class PipelineLines
{
    private static readonly string[] _beginnings = ["#", "---", "%YAML", "{", "[", "- "];

    private StringBuilder? _text;

    /// <summary>The document; null when no line came.</summary>
    public string? Text => _text?.ToString();

    /// <summary>Takes a string; false when it is not a line of a document, such as a path or a text of several lines.</summary>
    public bool TryAdd(string item)
    {
        if (_text is null && (item.IndexOf('\n') >= 0 || !IsLine(item)))
            return false;
        (_text ??= new StringBuilder()).Append(item).Append('\n');
        return true;
    }

    private static bool IsLine(string item)
    {
        var text = item.Trim();
        return text.Length == 0
            || _beginnings.Any(b => text.StartsWith(b, StringComparison.Ordinal))
            || text.IndexOf(": ", StringComparison.Ordinal) > 0
            || (text.Length > 2 && text[text.Length - 1] == ':');
    }
}
