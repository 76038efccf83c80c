using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>What the format file calls to print values: invariant culture, UTC.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SloDisplay
{
    // Far beyond any ratio, and within what a decimal holds.
    private const double LargestRatio = 1e15;

    // A run that ends at a separator, or before a bracket or a capital that follows a small letter.
    private static readonly Regex _nameParts = new(
        @".+?(?:[/\\_.:\s-]+|(?<=[a-z0-9])(?=[A-Z])|(?=\()|$)",
        RegexOptions.CultureInvariant | RegexOptions.Singleline
    );

    /// <summary>A ratio as percent, with two decimals or all that it has.</summary>
    /// <param name="ratio">The ratio.</param>
    public static string Percent(decimal ratio) => NumberText.PercentAtLeast2(ratio);

    /// <summary>A date, or <c>ongoing</c>.</summary>
    /// <param name="date">The date, or null.</param>
    public static string Date(DateTime? date) => date is { } day ? UtcTime.DateText(day) : "ongoing";

    /// <summary>A number with two decimals at most; nothing for null.</summary>
    /// <param name="number">The number, or null.</param>
    public static string Rounded(decimal? number) =>
        number is { } value ? NumberText.Plain(Math.Round(value, 2, MidpointRounding.AwayFromZero)) : "";

    /// <summary>A date, or nothing.</summary>
    /// <param name="date">The date, or null.</param>
    public static string DateOrNothing(DateTime? date) => date is { } day ? UtcTime.DateText(day) : "";

    /// <summary>A probability as percent with one decimal; nothing for null.</summary>
    /// <param name="probability">From 0 to 1, or null.</param>
    public static string Chance(double? probability) => probability is { } value ? NumberText.Plain(Math.Round(value * 100, 1)) + "%" : "";

    /// <summary>A measured ratio as percent, with as many decimals as show that it is less than all; nothing for null.</summary>
    /// <param name="ratio">The ratio, or null.</param>
    public static string Ratio(double? ratio) =>
        ratio switch
        {
            null => "",
            >= -LargestRatio and <= LargestRatio and var value => NumberText.Measured(NumberText.Exact(value)),
            { } value => NumberText.Plain(value),
        };

    /// <summary>Milliseconds with their unit; nothing for null.</summary>
    /// <param name="milliseconds">The latency, or null.</param>
    public static string LatencyOrNothing(double? milliseconds) => milliseconds is { } value ? Latency(Math.Round(value, 1)) : "";

    /// <summary>A number of days, or <c>ongoing</c>.</summary>
    /// <param name="days">The days, or null.</param>
    public static string Days(int? days) => days is { } count ? count.ToString(CultureInfo.InvariantCulture) : "ongoing";

    /// <summary>Milliseconds with their unit.</summary>
    /// <param name="milliseconds">The latency.</param>
    public static string Latency(double milliseconds) => NumberText.Plain(milliseconds) + " ms";

    /// <summary>A duration as Prometheus writes it.</summary>
    /// <param name="duration">The duration.</param>
    public static string Duration(TimeSpan duration) => PrometheusDuration.Format(duration);

    /// <summary>Where a finding is: file and line, otherwise the definition.</summary>
    /// <param name="finding">The finding.</param>
    public static string Place(SloFinding finding)
    {
        if (finding is null)
            return "";
        return finding.Path.Length > 0 ? FilePlace(finding.Path, finding.Line)
            : finding.Line > 0 ? FilePlace("document", finding.Line)
            : PrintableText.Escape(finding.Definition ?? "");
    }

    /// <summary>A file and a line, as compilers write them; nothing without a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Line, from 1; 0 when there is none.</param>
    internal static string FilePlace(string? path, int line) =>
        string.IsNullOrEmpty(path)
            ? ""
            : PrintableText.Escape(path!) + (line > 0 ? "(" + line.ToString(CultureInfo.InvariantCulture) + ")" : "");

    /// <summary>What people have written, on one line and without a command for an agent; nothing for null.</summary>
    /// <param name="text">The text, or null.</param>
    public static string Remark(string? text) => PrintableText.EscapeCell(text ?? "");

    /// <summary>A point in time, UTC; nothing for null.</summary>
    /// <param name="time">The point in time, or null.</param>
    public static string Time(DateTime? time) => time is { } known ? UtcTime.Text(known) : "";

    /// <summary>Any objects, separated by <c>; </c>, on one line and without a command for an agent.</summary>
    /// <param name="items">The objects.</param>
    public static string Join(IEnumerable<object> items) => Remark(string.Join("; ", items ?? Enumerable.Empty<object>()));

    /// <summary>
    /// A value for a cell or a line: texts, and what other objects say of themselves, without anything that moves the cursor or is a
    /// command for an agent; numbers, times and words of ours as they are. A list stays a list.
    /// </summary>
    /// <param name="value">The value, or null.</param>
    public static object? Cell(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? Cell(wrapped.BaseObject)
        : value is null or bool or Enum or DateTime or DateTimeOffset or TimeSpan || IsNumber(value) ? value
        : value is not string && value is IEnumerable list ? list.Cast<object?>().Select(Cell).ToArray()
        : Remark(value.ToString());

    /// <summary>A service with its namespace where that is not the usual one, for a cell.</summary>
    /// <param name="service">The service, or null.</param>
    /// <param name="namespace">Its namespace, or null.</param>
    public static string Subject(string? service, string? @namespace) => Remark(Naming.ServiceName.InNamespace(service, @namespace));

    private static bool IsNumber(object value) => value is int or long or short or byte or uint or ulong or decimal or double or float;

    /// <summary>What findings say, on one line and without a command for an agent.</summary>
    /// <param name="findings">The findings.</param>
    public static string Messages(IEnumerable<SloFinding> findings) =>
        PrintableText.EscapeCell(string.Join("; ", (findings ?? []).Select(f => f.Message)));

    /// <summary>
    /// A text in lines that end between words: the engine breaks a line of a table anywhere. A word that is too long is left to it.
    /// </summary>
    /// <param name="text">The text, escaped already.</param>
    /// <param name="others">What the other columns take, with the space between them.</param>
    /// <param name="host">The host, whose window is as wide as the table.</param>
    public static string Fold(string? text, int others, PSHost? host)
    {
        const int Least = 20;
        var width = Math.Max(Least, WindowWidth(host) - others);
        var lines = new StringBuilder();
        var used = 0;
        foreach (var word in (text ?? "").Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > width)
            {
                lines.Append('\n');
                used = 0;
            }
            else if (used > 0)
            {
                lines.Append(' ');
                used++;
            }

            lines.Append(word);
            used += word.Length;
        }

        return lines.ToString();
    }

    /// <summary>
    /// A name in lines that end between its parts, behind <c>/ - _ . :</c> and before a bracket or a capital: names have no spaces.
    /// </summary>
    /// <param name="text">The name, escaped already.</param>
    /// <param name="width">How wide the column is.</param>
    public static string FoldName(string? text, int width)
    {
        var name = text ?? "";
        if (name.Length <= width)
            return name;
        var lines = new StringBuilder();
        var used = 0;
        foreach (Match part in _nameParts.Matches(name))
        {
            if (used > 0 && used + part.Length > width)
            {
                lines.Append('\n');
                used = 0;
            }

            lines.Append(part.Value);
            used += part.Length;
        }

        return lines.ToString();
    }

    /// <summary>A name as of <see cref="FoldName(string, int)"/>, in the column that takes what the others leave.</summary>
    /// <param name="text">The name, escaped already.</param>
    /// <param name="others">What the other columns take, with the space between them.</param>
    /// <param name="host">The host, whose window is as wide as the table.</param>
    public static string FoldName(string? text, int others, PSHost? host) => FoldName(text, Math.Max(8, WindowWidth(host) - others));

    // A host without a window has none to tell, or throws.
    private static int WindowWidth(PSHost? host)
    {
        const int Usual = 80;
        try
        {
            return host?.UI?.RawUI?.WindowSize.Width is > 0 and var width ? width : Usual;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            return Usual;
        }
    }
}
