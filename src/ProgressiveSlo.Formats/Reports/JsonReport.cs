using System.Text.Json;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Reports;

/// <summary>A JSON report of one object. Properties are named as on the object itself.</summary>
/// <typeparam name="T">Type of the object.</typeparam>
public sealed class JsonReport<T> : IReportWriter
    where T : class
{
    /// <inheritdoc/>
    public ReportFormat Format => ReportFormat.Json;

    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is T;

    /// <inheritdoc/>
    public void Write(object subject, TextWriter output) => JsonText.Write(output, (T)subject);
}

/// <summary>A JSON report of many objects of one type: one document with a list of them, and with what they share once.</summary>
/// <typeparam name="T">Type of the objects.</typeparam>
public sealed class JsonListReport<T> : CombinedReport
    where T : class
{
    private readonly Func<IReadOnlyList<T>, object> _createDocument;

    /// <summary>Makes the report.</summary>
    /// <param name="createDocument">Makes the document of all objects.</param>
    public JsonListReport(Func<IReadOnlyList<T>, object> createDocument) =>
        _createDocument = createDocument ?? throw new ArgumentNullException(nameof(createDocument));

    /// <inheritdoc/>
    public override ReportFormat Format => ReportFormat.Json;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is T;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output) =>
        JsonText.Write(output, _createDocument(subjects.Cast<T>().ToArray()));
}

/// <summary>Writes one JSON object as every report writes it.</summary>
internal static class JsonText
{
    public static void Write(TextWriter output, object value)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));

        // "##vso[" and "##[" are commands for agents of pipelines wherever they stand in a line, and a report may be printed in a step.
        // Only texts can hold "##", and for a reader of JSON the escape is the same text.
        output.Write(JsonSerializer.Serialize(value, value.GetType(), ReportShapes.Options).Replace("##", "\\u0023\\u0023"));
        output.Write('\n');
    }
}

/// <summary>The registry of reports that need a library.</summary>
public static class FormatReports
{
    /// <summary>One writer per kind of object and format.</summary>
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new JsonReport<SloPlan>(),
        new JsonReport<ReadinessResult>(),
        new JsonReport<SloMigration>(),
        new JsonReport<SloFinding>(),
        new SarifReport(),
        new JsonReport<ParallelRunResult>(),
        new JsonListReport<SloInventoryItem>(items => new InventoryDocument(items)),
        new JsonListReport<SloGap>(gaps => new GapDocument(gaps)),
        new JsonListReport<SloMaturity>(rows => new MaturityDocument(rows)),
    ];
}
