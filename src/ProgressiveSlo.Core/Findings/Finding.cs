using ProgressiveSlo.Errors;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Findings;

/// <summary>
/// What a check or a reader found, before anybody has said how grave that is: the one shape on the way to a <see cref="SloFinding"/> or a
/// gap. How grave it is, and what to do in general, is in the <see cref="FindingRule"/> of its code.
/// </summary>
/// <param name="Code">What kind of finding it is.</param>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong, one sentence without its full stop.</param>
/// <param name="Fix">What to do here, without a full stop; null when the general guidance says it all.</param>
public sealed record Finding(string Code, FindingPlace Place, string Message, string? Fix = null)
{
    /// <summary>A severity that the finding does not exceed here, whatever its rule says; null when it is as grave as ever.</summary>
    public FindingSeverity? MaximumSeverity { get; init; }

    /// <summary>A severity that the finding has at least here, whatever its rule says; null when it is as grave as ever.</summary>
    public FindingSeverity? MinimumSeverity { get; init; }

    /// <summary>The service that it is about, or null.</summary>
    public string? Service { get; init; }

    /// <summary>Name of the definition or item that it is about, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The finding for a problem of a reader.</summary>
    /// <param name="problem">The problem.</param>
    public static Finding FromProblem(DocumentProblem problem)
    {
        var (path, line, column, what) = problem ?? throw new ArgumentNullException(nameof(problem));
        return new Finding(what.Code, new FindingPlace(path, line, column, what.Field), what.Message, what.Fix)
        {
            MinimumSeverity = what.IsRefused ? FindingSeverity.Error : null,
        };
    }
}

/// <summary>A place in a file.</summary>
/// <param name="Path">The file as the user knows it; empty for what came from no file.</param>
/// <param name="Line">Line, from 1; 0 when there is none.</param>
/// <param name="Column">Column, from 1; 0 when there is none.</param>
/// <param name="Field">Path of the field in the document's own words; empty for the whole.</param>
public readonly record struct FindingPlace(string Path, int Line, int Column = 0, string Field = "");

/// <summary>What is said of one kind of finding. Data: the catalogs of lint and gaps.</summary>
/// <param name="Code">The code, for example <c>AlertUnreachable</c>.</param>
/// <param name="Severity">How grave it is where no settings say otherwise.</param>
/// <param name="Title">What it is, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop at the end.</param>
public record FindingRule(string Code, FindingSeverity Severity, string Title, string Guidance)
{
    /// <summary>Whether a tool refuses the whole file for it. That cannot be ignored.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>
    /// Whether it depends on what else was given: other files, parameters, a server. Where it is not found, it may be there all the same.
    /// </summary>
    public bool NeedsContext { get; init; }

    /// <summary>Address of the page about it; null when there is none.</summary>
    public string? HelpUri { get; init; }

    /// <summary>How grave a finding of this kind is.</summary>
    /// <param name="finding">The finding.</param>
    public FindingSeverity SeverityOf(Finding finding) =>
        Severity > finding?.MaximumSeverity ? finding.MaximumSeverity.Value
        : Severity < finding?.MinimumSeverity ? finding.MinimumSeverity.Value
        : Severity;
}

/// <summary>Gathers findings: gives them severity and guidance, says each thing once, and of one kind no more than a few.</summary>
/// <param name="findRule">The rule of a code.</param>
/// <param name="maximumPerCode">How many findings of one kind are shown; of more there is only their number.</param>
internal sealed class FindingCollector(Func<string, FindingRule> findRule, int maximumPerCode = int.MaxValue)
{
    private const int LongestText = 600;

    private static readonly Dictionary<string, FindingSeverity?> _none = [];

    private readonly List<SloFinding> _findings = [];
    private readonly TextPool _messages = new();
    private readonly HashSet<(string Code, FindingPlace Place, string Message)> _seen = [];
    private readonly Dictionary<string, (int Count, string Path)> _counts = new(StringComparer.Ordinal);

    /// <summary>Severities by code in place of the rules' own; null leaves the findings out.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Severities { get; init; } = _none;

    /// <summary>Says which challenge a finding belongs to.</summary>
    public GuidanceSet Guidance { get; init; } = GuidanceSet.None;

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _findings.Count == 0;

    public void Add(Finding finding)
    {
        var rule = findRule(finding.Code);
        if ((Severities.TryGetValue(rule.Code, out var given) ? given : rule.SeverityOf(finding)) is not { } severity)
            return;

        var message = _messages.Share(finding.Message);

        // Several objectives may share one indicator: what is wrong with it is wrong once.
        if (finding.Place.Line > 0 && !_seen.Add((rule.Code, finding.Place, message)))
            return;
        var (count, _) = _counts.TryGetValue(rule.Code, out var known) ? known : default;
        _counts[rule.Code] = (count + 1, finding.Place.Path);
        if (count < maximumPerCode)
            _findings.Add(Create(finding, message, rule, severity));
    }

    /// <summary>The findings in the order in which they came, and one more for each kind of which there were too many.</summary>
    public IReadOnlyList<SloFinding> Complete() =>
        [
            .. _findings,
            .. _counts
                .Where(c => c.Value.Count > maximumPerCode)
                .Select(c => new SloFinding(
                    c.Key,
                    FindingSeverity.Warning,
                    $"There are {NumberText.Plain(c.Value.Count - maximumPerCode)} more findings of this kind in the file",
                    c.Value.Path,
                    0,
                    "",
                    "Fix the ones that are shown first"
                )),
        ];

    private SloFinding Create(Finding finding, string message, FindingRule rule, FindingSeverity severity) =>
        new(
            rule.Code,
            severity,
            Shorten(message),
            finding.Place.Path,
            finding.Place.Line,
            Shorten(finding.Place.Field),
            Shorten(string.IsNullOrEmpty(finding.Fix) ? rule.Guidance : finding.Fix!)
        )
        {
            Column = finding.Place.Column,
            Service = finding.Service,
            Definition = finding.Name,
            Challenge = Guidance.FindChallenge(rule.Code),
            HelpUri = rule.HelpUri,
            IsRefusal = rule.IsRefusal || finding.MinimumSeverity == FindingSeverity.Error,
        };

    private static string Shorten(string text)
    {
        var safe = PrintableText.Escape(text);
        return safe.Length <= LongestText
            ? safe
            : safe.Substring(0, char.IsHighSurrogate(safe[LongestText - 1]) ? LongestText - 1 : LongestText) + "…";
    }
}
