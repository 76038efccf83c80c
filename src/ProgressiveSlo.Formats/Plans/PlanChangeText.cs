using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Says what a move changes, line by line: in the plan file, and in the Prometheus rules of the phase.</summary>
public static class PlanChangeText
{
    // Enough to see which phase or rule a line belongs to.
    private const int Context = 2;

    /// <summary>The change in one line.</summary>
    /// <param name="before">The plan as it is.</param>
    /// <param name="after">The plan after the move.</param>
    public static string Summarize(SloPlan before, SloPlan after)
    {
        if (before is null)
            throw new ArgumentNullException(nameof(before));
        if (after is null)
            throw new ArgumentNullException(nameof(after));
        return before.CurrentPhase == after.CurrentPhase
            ? $"Begin a new record of '{before.Service}' in {before.CurrentPhase}"
            : $"Move '{before.Service}' from {before.CurrentPhase} to {after.CurrentPhase}";
    }

    /// <summary>The change as lines: what it is, then the lines that go and come, with those around them.</summary>
    /// <param name="before">The plan as it is.</param>
    /// <param name="after">The plan after the move.</param>
    public static string Describe(SloPlan before, SloPlan after) => Describe(Summarize(before, after), before, after);

    /// <summary>As the other one, with a title of its own.</summary>
    /// <param name="title">What is done, on one line.</param>
    /// <param name="before">The plan as it is.</param>
    /// <param name="after">The plan after the change.</param>
    public static string Describe(string title, SloPlan before, SloPlan after)
    {
        var lines = new List<string> { title };
        Add(lines, "In the plan:", LineDiff.Compute(Plan(before), Plan(after), Context));
        Add(lines, "In its Prometheus rules:", LineDiff.Compute(Rules(before), Rules(after), Context));
        return string.Join(Environment.NewLine, lines);
    }

    private static void Add(List<string> lines, string title, IReadOnlyList<string> changes)
    {
        if (changes.Count == 0)
            return;
        lines.Add(title);

        // They go to the host as they are, and hold what people have written.
        lines.AddRange(changes.Select(line => "  " + PrintableText.Escape(line)));
    }

    private static string Plan(SloPlan plan)
    {
        using var text = new StringWriter();
        PlanWriter.Write(plan, text);
        return text.ToString();
    }

    private static string Rules(SloPlan plan)
    {
        try
        {
            var writer = ManifestFormats.FindWriter("PrometheusRule")!;
            return ManifestDocuments.Write(writer, plan.Find(plan.CurrentPhase)!.Definitions, new ManifestOptions(), out _);
        }
        catch (ManifestNotWritableException)
        {
            // An indicator that rules cannot express has none to change.
            return "";
        }
    }
}
