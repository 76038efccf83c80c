using System.Text.Json.Nodes;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>
/// Findings and gaps as SARIF 2.1.0 with one run. Source: OASIS, Static Analysis Results Interchange Format 2.1.0, and what GitHub's code
/// scanning takes of it: at most 25,000 results, each with a file; descriptions of 1,024 characters.
/// </summary>
/// <remarks>
/// What has no file, such as a finding in a plan that was piped, has no result that code scanning would take: it is a notification of the
/// run, which every reader of SARIF shows.
/// </remarks>
public sealed class SarifReport : CombinedReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Fingerprint = "sloFinding/v1";
    private const int MostResults = 25_000;
    private const int LongestDescription = 1024;

    private static readonly ReportFormat _format = new("Sarif", "", "", EmptyText()) { Extension = ".sarif" };

    /// <inheritdoc/>
    public override ReportFormat Format => _format;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is IFinding;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output) =>
        JsonText.Write(output, Log(subjects.Cast<IFinding>().ToArray()));

    private static string EmptyText()
    {
        using var text = new StringWriter { NewLine = "\n" };
        JsonText.Write(text, Log([]));
        return text.ToString();
    }

    private static JsonObject Log(IReadOnlyList<IFinding> findings)
    {
        var located = findings.Where(f => f.Path.Length > 0).ToArray();

        // Too many are cut at the least grave; the order stays.
        var results =
            located.Length <= MostResults
                ? located
                :
                [
                    .. located
                        .Select((f, i) => (Finding: f, Index: i))
                        .OrderByDescending(f => f.Finding.Severity)
                        .Take(MostResults)
                        .OrderBy(f => f.Index)
                        .Select(f => f.Finding),
                ];
        var rules = findings.GroupBy(f => f.Code).Select(g => g.First()).OrderBy(f => f.Code, StringComparer.Ordinal).ToArray();
        var indexes = rules.Select((f, i) => (f.Code, i)).ToDictionary(r => r.Code, r => r.i, StringComparer.Ordinal);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver(rules) },
            ["columnKind"] = "utf16CodeUnits",
        };
        var notifications = Notifications(findings.Where(f => f.Path.Length == 0), indexes, located.Length - results.Length);
        if (notifications.Count > 0)
            run["invocations"] = new JsonArray(
                new JsonObject { ["executionSuccessful"] = true, ["toolExecutionNotifications"] = notifications }
            );
        run["results"] = Results(results, indexes);
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
    }

    private static JsonObject Driver(IEnumerable<IFinding> rules) =>
        new()
        {
            ["name"] = "ProgressiveSlo",
            ["version"] = typeof(SarifReport).Assembly.GetName().Version!.ToString(3),
            ["informationUri"] = HelpPages.Project,
            ["rules"] = new JsonArray([.. rules.Select(Rule)]),
        };

    private static JsonNode Rule(IFinding finding)
    {
        var rule = LintCatalog.Rules.TryGetValue(finding.Code, out var found) ? found : null;
        var guidance = rule?.Guidance ?? finding.Guidance;
        var page = rule?.HelpUri ?? (finding as SloFinding)?.HelpUri;
        var json = new JsonObject
        {
            ["id"] = Safe(finding.Code),
            ["shortDescription"] = Text(Shorten(rule?.Title ?? finding.Code)),
            ["fullDescription"] = Text(Shorten(rule is null ? finding.Code : $"{rule.Title}. {guidance}.")),
        };
        if (page is not null && Uri.TryCreate(page, UriKind.Absolute, out var uri))
            json["helpUri"] = uri.AbsoluteUri;
        json["help"] = Text(page is null ? guidance + "." : $"{guidance}. {page}");
        json["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule?.Severity ?? finding.Severity) };
        return json;
    }

    private static JsonArray Results(IEnumerable<IFinding> findings, Dictionary<string, int> rules)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var results = new JsonArray();
        foreach (var finding in findings)
        {
            var uri = Address(finding.Path, out var isRelative);
            var key = Digest.Hex(string.Join("\n", finding.Code, uri, About(finding), FindingIdentity.Message(finding.Message)), 16);
            seen[key] = seen.TryGetValue(key, out var before) ? before + 1 : 1;
            var result = Remark(finding);
            result.Insert(0, "ruleId", Safe(finding.Code));
            result.Insert(1, "ruleIndex", rules[finding.Code]);
            result["locations"] = new JsonArray(Location(finding, uri, isRelative));
            result["partialFingerprints"] = new JsonObject { [Fingerprint] = key + ":" + CountText.Whole(seen[key]) };
            if (finding is SloFinding { IgnoredBy: not FindingIgnore.None } ignored)
                result["suppressions"] = new JsonArray(
                    new JsonObject
                    {
                        ["kind"] = ignored.IgnoredBy == FindingIgnore.Comment ? "inSource" : "external",
                        ["justification"] = Safe(ignored.IgnoreReason ?? ""),
                    }
                );
            results.Add((JsonNode)result);
        }

        return results;
    }

    private static JsonArray Notifications(IEnumerable<IFinding> findings, Dictionary<string, int> rules, int left)
    {
        var notifications = new JsonArray();
        foreach (var finding in findings)
        {
            var notification = Remark(finding);
            notification["associatedRule"] = new JsonObject { ["id"] = Safe(finding.Code), ["index"] = rules[finding.Code] };
            notifications.Add((JsonNode)notification);
        }

        if (left > 0)
            notifications.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["level"] = "warning",
                        ["message"] = Text(
                            $"{CountText.Of(left, "finding")} of the least severity left out: a run has {MostResults} at most"
                        ),
                    }
            );
        return notifications;
    }

    private static JsonObject Remark(IFinding finding) =>
        new() { ["level"] = Level(finding.Severity), ["message"] = Text($"{finding.Message}. {finding.Guidance}.") };

    private static JsonObject Location(IFinding finding, string uri, bool isRelative)
    {
        var artifact = new JsonObject { ["uri"] = uri };
        if (isRelative)
            artifact["uriBaseId"] = "%SRCROOT%";

        // Code scanning shows nothing without a line, so that what is about the whole file is shown at its beginning.
        var region = new JsonObject { ["startLine"] = Math.Max(1, finding.Line) };
        if (finding is { Line: > 0, Column: > 0 })
            region["startColumn"] = finding.Column;
        var location = new JsonObject
        {
            ["physicalLocation"] = new JsonObject { ["artifactLocation"] = artifact, ["region"] = region },
        };
        if (finding.Subject.Length > 0)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = Safe(finding.Subject) });
        return location;
    }

    private static string About(IFinding finding) => finding is SloFinding known ? FindingIdentity.About(known) : finding.Subject;

    private static string Level(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "note",
        };

    // A path of the system as an address: relative ones stay so, with '/' between folders, and each name escaped.
    private static string Address(string path, out bool isRelative)
    {
        isRelative = !Path.IsPathRooted(path);
        if (!isRelative && Uri.TryCreate(path, UriKind.Absolute, out var uri) && uri.IsFile)
            return uri.AbsoluteUri;
        var names = (Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path).Split('/');
        return string.Join("/", names.Where((n, i) => n != "." || i == names.Length - 1).Select(Uri.EscapeDataString));
    }

    private static JsonObject Text(string text) => new() { ["text"] = Safe(text) };

    private static string Safe(string text) => PrintableText.Escape(text);

    private static string Shorten(string text) =>
        text.Length <= LongestDescription ? text : text.Substring(0, LongestDescription - 1) + "…";
}
