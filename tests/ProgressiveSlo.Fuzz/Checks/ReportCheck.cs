using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using ProgressiveSlo.Formats.Pages;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Fuzz.Checks;

/// <summary>Writes objects in every report that takes them, and looks whether a text of theirs breaks out of it.</summary>
internal static partial class ReportCheck
{
    private static readonly IReportWriter[] _all = [.. CoreReports.All, .. MigrationReports.All, .. FormatReports.All, .. PageReports.All];

    /// <summary>Writes reports of objects of one kind.</summary>
    public static void Run(FuzzInput input, IReadOnlyList<object> subjects)
    {
        if (subjects.Count == 0)
            return;
        foreach (var writer in _all.Where(w => w.Accepts(subjects[0])))
        {
            var text = input.Do(() => Write(writer, subjects));
            try
            {
                Check(writer, text);
            }
            catch (Exception e) when (e is XmlException or JsonException)
            {
                throw new WrongResultException(
                    $"The {writer.Format.Name} report of {subjects[0].GetType().Name} cannot be read: {e.Message}"
                );
            }
        }
    }

    /// <summary>The report of objects in JSON.</summary>
    public static string Json(FuzzInput input, IReadOnlyList<object> subjects) =>
        input.Do(() => Write(_all.First(w => w.Format == ReportFormat.Json && w.Accepts(subjects[0])), subjects));

    private static string Write(IReportWriter writer, IReadOnlyList<object> subjects)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var document = new ReportDocument(writer.Format, output);
        foreach (var subject in subjects)
            document.Add(writer, subject);
        document.Complete();
        return output.ToString();
    }

    private static void Check(IReportWriter writer, string text)
    {
        var name = writer.Format.Name;
        FuzzInput.Must(
            text.EndsWith('\n') || (writer is PipelineReport && text.Length == 0),
            $"The {name} report does not end with a line break"
        );
        if (writer is PipelineReport)
            CheckCommands(name, text);
        else if (writer.Format.Extension is ".json" or ".sarif")
            CheckJson(text);
        else if (name == ReportFormat.Markdown.Name)
            CheckMarkdown(text);
        else if (writer.Format.Extension == ".txt")
            CheckText(text);
        else
            CheckXml(name, text);
    }

    private static void CheckJson(string text)
    {
        using var document = JsonDocument.Parse(text);
        FuzzInput.Must(OutputText.FindCommand(text) is null, "A report in JSON has a command of a pipeline");
    }

    private static void CheckText(string text)
    {
        if (OutputText.FindHostile(text, allowsLines: true) is { } found)
            throw new WrongResultException($"A report in text has {found}: {OutputText.Escape(LineWith(text))}");
        FuzzInput.Must(!GitHubCommand().IsMatch(text), "A report in text has a line that begins with '::'");
    }

    private static void CheckMarkdown(string text)
    {
        if (OutputText.FindHostile(text, allowsLines: true) is { } found)
            throw new WrongResultException($"A report in Markdown has {found}: {OutputText.Escape(LineWith(text))}");
        FuzzInput.Must(!GitHubCommand().IsMatch(text), "A report in Markdown has a line that begins with '::'");
        FuzzInput.Must(!Html().IsMatch(text), "A report in Markdown has HTML");
    }

    private static void CheckXml(string name, string text)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(text);
        FuzzInput.Must(document.DocumentElement is not null, $"The {name} report has no element");
        FuzzInput.Must(OutputText.FindCommand(text) is null, $"The {name} report has a command of a pipeline");
    }

    // Only the commands that the report is made of, and each at the start of its line.
    private static void CheckCommands(string name, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var begin = AzureStart().Match(line).Length;
            var bad = OutputText.FindCommand(line[begin..]) ?? (line.Any(char.IsControl) ? "a control character" : null);
            FuzzInput.Must(bad is null, $"A line of {name} has {bad}: {OutputText.Escape(line)}");
            if (line.StartsWith("::", StringComparison.Ordinal))
                FuzzInput.Must(GitHubStart().IsMatch(line), $"A line of {name} is a command that nobody meant: {OutputText.Escape(line)}");
        }
    }

    private static string LineWith(string text) =>
        text.Split('\n').FirstOrDefault(l => OutputText.FindHostile(l, allowsLines: false) is not null) ?? "";

    [GeneratedRegex(@"^##(vso\[task\.(logissue|setvariable) [^\]]*\]|\[(group|endgroup|section|command)\])", RegexOptions.CultureInvariant)]
    private static partial Regex AzureStart();

    [GeneratedRegex(@"^::(error|warning|notice|group|endgroup)( [^\n]*)?::", RegexOptions.CultureInvariant)]
    private static partial Regex GitHubStart();

    [GeneratedRegex(@"^\s*::", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex GitHubCommand();

    [GeneratedRegex(@"(?<!\\)<(script|/?[a-z]+[ >])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
