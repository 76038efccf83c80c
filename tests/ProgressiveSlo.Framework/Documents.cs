using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Framework;

/// <summary>
/// Reads a document as whatever it may be and writes what came of it in every form: other formats, reports, or the message of its errors,
/// which must be the same on both runtimes as well.
/// </summary>
internal static class Documents
{
    private static readonly ReadinessGate Gate = new(new FixedClock());

    /// <summary>What a document is read as, and what makes a text of it.</summary>
    public static IReadOnlyList<(string Name, Func<string, string, string> Read)> Readers { get; } =
    [
        ("plan", (text, path) => Try(() => Reports(PlanReader.Read(text, path)) + RewritePlan(text))),
        ("profile", (text, path) => Try(() => PlanOf(ProfileReader.Read(text, path, null)))),
        ("migration", (text, path) => Try(() => Reports(MigrationReader.Read(text, path)) + RewriteMigration(text))),
        ("evidence", (text, path) => Try(() => Evidence(text, path))),
        ("manifest", (text, _) => Try(() => Manifests(text))),
        ("lint", (text, _) => Try(() => Reports([.. Linter.LintText(text, LintOptions.Default)]))),
        ("inventory", (text, path) => Try(() => Inventory(text, path))),
    ];

    public static string RewritePlan(string text) => Written(output => PlanWriter.Write(PlanReader.Read(text, ""), output));

    public static string RewriteMigration(string text) => Written(output => MigrationWriter.Write(MigrationReader.Read(text, ""), output));

    /// <summary>The definitions of a text in another format, each scope of definitions a document.</summary>
    public static string Convert(string text, string format, bool sloth = false)
    {
        var read = ManifestImporter.ReadText(text);
        return read.Definitions.Count == 0
            ? ""
            : Convert(read.Definitions, format, sloth ? RuleFlavor.Sloth : RuleFlavor.Exact, withLosses: false);
    }

    private static string Convert(IReadOnlyList<SloDefinition> definitions, string format, RuleFlavor flavor, bool withLosses) =>
        Written(output =>
        {
            var writer = ManifestFormats.FindWriter(format)!;
            var documents =
                writer.Scope == ManifestScope.Definition ? definitions.Select(d => new[] { d })
                : writer.Scope == ManifestScope.Service ? definitions.GroupBy(d => d.Service).Select(g => g.ToArray())
                : [definitions.ToArray()];
            foreach (var document in documents)
            {
                try
                {
                    foreach (var loss in writer.Write(document, new ManifestOptions { Flavor = flavor }, output))
                        output.Write(withLosses ? $"# {loss}\n" : "");
                }
                catch (ManifestNotWritableException e)
                {
                    output.Write($"# {e.Message}\n");
                }
            }
        });

    private static string Manifests(string text)
    {
        var read = ManifestImporter.ReadText(text);
        var problems = string.Concat(read.Problems.Select(p => $"{p}\n"));
        return read.Definitions.Count == 0
            ? problems
            : problems
                + string.Concat(
                    from format in ManifestFormats.WritableNames
                    from flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth }
                    select $"### {format} {flavor}\n{Convert(read.Definitions, format, flavor, withLosses: true)}\n"
                );
    }

    private static string PlanOf(PhaseProfile profile)
    {
        var subject = new PlanSpec("checkout", profile, RatioIndicator.Default, SloPlanner.DefaultWindow);
        var plan = SloPlanner.Plan(subject, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc));
        return Reports(plan) + Written(output => PlanWriter.Write(plan, output));
    }

    // Each measurement as it was read, and what the gate of each phase says to it.
    private static string Evidence(string text, string path) =>
        Written(output =>
        {
            foreach (var metric in EvidenceFile.ReadText(text, path, "anything", warning => output.Write($"# {warning}\n")))
            {
                foreach (var property in metric.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
                    output.Write(
                        string.Format(CultureInfo.InvariantCulture, "{0}: {1}\n", property.Name, Exact(property.GetValue(metric)))
                    );
                foreach (var phase in BuiltInProfiles.All.SelectMany(p => p.Phases, (profile, phase) => (profile, phase)))
                    output.Write(Try(() => Reports(Gate.Evaluate(phase.profile, phase.phase, metric, GateOptions.Default))) + "\n");
            }
        });

    // All digits: by itself .NET Framework shows 15.
    private static object? Exact(object? value) => value is double number ? number.ToString("G17", CultureInfo.InvariantCulture) : value;

    private static string Inventory(string text, string path)
    {
        var reader = new InventoryReader();
        reader.ReadText(text, path);
        return Reports([.. reader.Complete()]) + Reports([.. reader.TakeFindings()]);
    }

    // Every report that takes such objects, in the order of their registries.
    private static string Reports(params object[] subjects) =>
        subjects.Length == 0
            ? ""
            : Written(output =>
            {
                foreach (var format in CoreReports.All.Concat(FormatReports.All).Where(r => r.Accepts(subjects[0])))
                {
                    var document = new ReportDocument(format.Format, output);
                    foreach (var subject in subjects)
                        document.Add(format, subject);
                    document.Complete();
                    output.Write('\n');
                }
            });

    private static string Try(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is SloDocumentException or SloValidationException)
        {
            return e.Message;
        }
    }

    private static string Written(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }

    private sealed class FixedClock : IClock
    {
        public DateTime UtcNow { get; } = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    }
}
