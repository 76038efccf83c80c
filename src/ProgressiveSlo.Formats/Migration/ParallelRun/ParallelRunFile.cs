using System;
using System.Collections.Generic;
using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>
/// Reads parallel runs from JSON: the report of one or of several, or what ConvertTo-Json makes of them. A result whose numbers do not
/// carry its verdict is refused.
/// </summary>
public static class ParallelRunFile
{
    private static readonly YamlLimits _limits = new() { Bytes = 64L * 1024 * 1024 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, is no JSON, or holds something else; the field is named.</exception>
    public static IReadOnlyList<ParallelRunResult> Read(string path, string displayPath) =>
        ReadText(DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits), displayPath);

    /// <summary>Reads a text.</summary>
    /// <param name="text">JSON: an object, or an array of them.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<ParallelRunResult> ReadText(string text, string displayPath)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? throw new ArgumentNullException(nameof(text)));
            var root = new JsonField("", document.RootElement);
            var results = new List<ParallelRunResult>();
            foreach (var run in document.RootElement.ValueKind == JsonValueKind.Array ? root.Items() : [root])
                results.Add(Run(run));
            if (results.Count == 0)
                throw new SloValidationException("", "The list has no parallel run", "Write it with ConvertTo-SloReport -Format Json from at least one result of Compare-SloParallelRun");
            return results;
        }
        catch (JsonException e)
        {
            throw new SloDocumentException(new DocumentProblem(displayPath, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, new FieldProblem("", "The file is not valid JSON here", "Write it with ConvertTo-SloReport -Format Json")));
        }
        catch (SloValidationException e)
        {
            throw new SloDocumentException(new DocumentProblem(displayPath, 0, 0, e.Problem));
        }
    }

    private static ParallelRunResult Run(JsonField run)
    {
        var result = new ParallelRunResult
        {
            Service = run.Text("Service"),
            Name = run.Text("Name"),
            Verdict = run.Word<ParallelRunVerdict>("Verdict"),
            From = run.Time("From"),
            To = run.Time("To"),
            Step = run.Duration("Step"),
            Intervals = run.Count("Intervals"),
            Compared = run.Count("Compared"),
            Idle = run.Count("Idle"),
            OnlyManual = run.Count("OnlyManual"),
            OnlyAutomated = run.Count("OnlyAutomated"),
            Missing = run.Count("Missing"),
            Coverage = run.Number("Coverage"),
            Sli = run.Optional("Sli", Sli),
            Budget = run.Optional("Budget", Budget),
            Alerts = run.Optional("Alerts", a => new AlertDifference { Matched = a.List("Matched", m => new AlertMatch(Alert(m.Of("Manual")), Alert(m.Of("Automated")))), OnlyManual = a.List("OnlyManual", Alert), OnlyAutomated = a.List("OnlyAutomated", Alert) }),
            ManualQuery = run.TextOrNull("ManualQuery"),
            AutomatedQuery = run.TextOrNull("AutomatedQuery"),
            Tolerance = Tolerance(run.Of("Tolerance")),
            Reasons = run.List("Reasons", r => new ParallelRunReason(r.Text("Code"), r.Text("Message"), r.Text("Guidance")) { IsLack = r.Flag("IsLack"), IsDifference = r.Flag("IsDifference") }),
        };
        return ParallelRunComparison.Problem(result) is { } problem
            ? throw new SloValidationException(run.Path, $"'{Planning.ServiceName.Printable(result.Service)}': {problem}", "Run Compare-SloParallelRun again")
            : result;
    }

    private static SliDifference Sli(JsonField sli) => new()
    {
        Mean = sli.Number("Mean"),
        MeanAbsolute = sli.Number("MeanAbsolute"),
        Max = sli.Number("Max"),
        MaxAt = sli.Time("MaxAt"),
        MaxManual = sli.Number("MaxManual"),
        MaxAutomated = sli.Number("MaxAutomated"),
        Worst = sli.List("Worst", s => new SliSpan(s.Time("From"), s.Time("To"), s.Number("Manual"), s.Number("Automated"))),
    };

    private static BudgetDifference Budget(JsonField budget) => new()
    {
        Basis = budget.Word<BudgetBasis>("Basis"),
        Target = budget.Exact("Target"),
        ManualErrorRatio = budget.Number("ManualErrorRatio"),
        AutomatedErrorRatio = budget.Number("AutomatedErrorRatio"),
        Manual = budget.Number("Manual"),
        Automated = budget.Number("Automated"),
        Difference = budget.Number("Difference"),
        OneSided = budget.Number("OneSided"),
    };

    private static FiringInterval Alert(JsonField alert) => new(alert.Text("Name"), alert.Time("From"), alert.Time("To"));

    private static ParallelRunTolerance Tolerance(JsonField tolerance) => new()
    {
        SliDifference = tolerance.Number("SliDifference"),
        BudgetDifference = tolerance.Number("BudgetDifference"),
        UnmatchedAlerts = tolerance.Count("UnmatchedAlerts"),
        AlertOverlap = tolerance.Duration("AlertOverlap"),
        Coverage = tolerance.Number("Coverage"),
        Compared = tolerance.Number("Compared"),
        LongestGap = tolerance.Duration("LongestGap"),
        LeastTime = tolerance.Duration("LeastTime"),
    };
}
