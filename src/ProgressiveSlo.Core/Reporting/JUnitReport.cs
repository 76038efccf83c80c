using System.Xml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// Readiness results as JUnit XML: a suite for each service and phase, a test case for each check. A suite has a failure or an error
/// exactly when its result is not Ready.
/// </summary>
/// <remarks>
/// What Azure Pipelines shows decides the rest (JUnitResultReader of microsoft/azure-pipelines-agent): the list of tests has the name of a
/// case and not of its suite, so a name holds service and phase; output of a case that passed is dropped and the message of a skipped
/// one is shown, so advice is skipped; a time without zone is read as UTC, and the schemas of JUnit allow no zone.
/// </remarks>
public sealed class JUnitReport : CombinedReport
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

    private static readonly ReportFormat _format = new(
        "JUnit",
        Declaration,
        "",
        "<testsuites name=\"SLO readiness\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\" />\n"
    )
    {
        Extension = ".xml",
    };

    private static readonly XmlWriterSettings _settings = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    };

    private enum Outcome
    {
        Passed,
        Failure,
        Error,
        Skipped,
    }

    /// <inheritdoc/>
    public override ReportFormat Format => _format;

    /// <inheritdoc/>
    public override bool Accepts(object subject) => subject is ReadinessResult;

    /// <inheritdoc/>
    public override void WriteAll(IReadOnlyList<object> subjects, TextWriter output)
    {
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        var results = subjects.Cast<ReadinessResult>().ToArray();

        // Not by the writer: it would name the encoding of the text writer, which is not that of the file.
        output.Write(Declaration);
        using (var xml = XmlWriter.Create(output, _settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "SLO readiness");
            WriteCounts(results.SelectMany(r => r.Checks).ToArray(), xml);
            xml.WriteAttributeString("time", "0");
            foreach (var result in results)
                WriteSuite(result, xml);
            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private static void WriteSuite(ReadinessResult result, XmlWriter xml)
    {
        var subject = Safe(ReadinessText.Subject(result));
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", subject);
        WriteCounts(result.Checks, xml);
        xml.WriteAttributeString("timestamp", UtcTime.Text(result.EvaluatedAt).TrimEnd('Z'));
        xml.WriteAttributeString("time", "0");
        foreach (var check in result.Checks)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("name", subject + ": " + Safe(check.Name));
            xml.WriteAttributeString(
                "classname",
                (result.Service is null ? "" : Safe(ServiceName.InNamespace(result.Service, result.Namespace)) + ".") + Safe(result.Phase)
            );
            xml.WriteAttributeString("time", "0");
            WriteOutcome(check, xml);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(IReadOnlyList<ReadinessCheck> checks, XmlWriter xml)
    {
        xml.WriteAttributeString("tests", NumberText.Plain(checks.Count));
        xml.WriteAttributeString("failures", NumberText.Plain(checks.Count(c => OutcomeOf(c) == Outcome.Failure)));
        xml.WriteAttributeString("errors", NumberText.Plain(checks.Count(c => OutcomeOf(c) == Outcome.Error)));
        xml.WriteAttributeString("skipped", NumberText.Plain(checks.Count(c => OutcomeOf(c) == Outcome.Skipped)));
    }

    private static void WriteOutcome(ReadinessCheck check, XmlWriter xml)
    {
        var outcome = OutcomeOf(check);
        if (outcome == Outcome.Passed)
            return;
        xml.WriteStartElement(
            outcome switch
            {
                Outcome.Failure => "failure",
                Outcome.Error => "error",
                _ => "skipped",
            }
        );
        xml.WriteAttributeString("message", Safe(check.Message));
        if (outcome != Outcome.Skipped)
        {
            var (actual, target) = ReadinessText.Values(check);
            xml.WriteAttributeString("type", check.Status);
            xml.WriteString(Safe($"Measured: {actual}. Target: {target}."));
        }

        xml.WriteEndElement();
    }

    // Failure and error are both "failed" in most tools; the two words keep "it is bad" and "we do not know" apart.
    private static Outcome OutcomeOf(ReadinessCheck check) =>
        check switch
        {
            { Blocks: true, Outcome: CheckStatus.Unknown } => Outcome.Error,
            { Blocks: true } => Outcome.Failure,
            { Outcome: CheckStatus.Pass } => Outcome.Passed,
            _ => Outcome.Skipped,
        };

    // XML cannot hold control characters at all, not even escaped: they are shown as \u0000. Commands of agents are broken by the same
    // means, because a report may be printed in a step.
    private static string Safe(string text) => PrintableText.Escape(text);
}
