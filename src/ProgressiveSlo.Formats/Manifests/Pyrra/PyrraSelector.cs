using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>The metrics of a Pyrra spec: each is one vector selector with a name and without modifiers.</summary>
internal static class PyrraSelector
{
    private const string Example = "Write one metric with its label conditions, for example http_requests_total{job=\"api\"}";

    /// <summary>Reads a metric.</summary>
    /// <exception cref="SloValidationException">It is anything but one selector.</exception>
    public static MetricSelector Parse(string text, string field)
    {
        if (!PromQlParser.TryParse(text, PromQlOptions.Plain, out var tree, out var error))
            throw new SloValidationException(new FieldProblem(field, $"The metric is no PromQL: {error.Problem}, at {Place(error)} of the expression", error.Expected) { Code = "PromQlSyntax" });
        if (tree is not VectorSelector selector)
            throw new SloValidationException(field, $"'{ServiceName.Printable(text)}' is an expression, and Pyrra takes one metric with label conditions and adds the functions itself", Mend(tree));
        if (selector.Offset is not null || selector.At is not null)
            throw new SloValidationException(field, "The metric has an offset or an '@', which Pyrra drops from its rules", "Write it without: " + Print(selector.Name, selector));
        return Of(selector) ?? throw new SloValidationException(field, "The metric has no name before its braces, and Pyrra makes the names of its rules from that", Example);
    }

    /// <summary>The selector of a tree that has a name, or null.</summary>
    public static MetricSelector? Of(VectorSelector selector) =>
        selector.Name is { } name ? new MetricSelector(name, selector.Conditions.Select(c => c.Matcher).ToArray()) : null;

    /// <summary>The selector in PromQL, or null when Prometheus would not take it.</summary>
    public static string? Print(MetricSelector selector)
    {
        var text = PromQlPrinter.Print(new VectorSelector(selector.Metric, selector.Filters.Select(f => new LabelCondition(f)).ToArray()));
        return PromQlParser.TryParse(text, PromQlOptions.Plain, out _, out _) ? text : null;
    }

    private static string Print(string? name, VectorSelector selector) => ServiceName.Printable(PromQlPrinter.Print(new VectorSelector(name, selector.Conditions)));

    private static string Place(PromQlSyntaxError error) => string.Format(CultureInfo.InvariantCulture, "{0}:{1}", error.Line, error.Column);

    private static string Mend(PromQlExpression tree) =>
        tree.DescendantsAndSelf().OfType<VectorSelector>().Take(2).ToArray() is [{ Name: { } name } only] ? "Write the metric alone: " + Print(name, only) : Example;
}
