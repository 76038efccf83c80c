using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>A query of an indicator, on one line and without comments, cut where the window goes.</summary>
internal sealed class QueryTemplate
{
    private const string WindowName = ".window";
    private const string AnyWindow = "5m";

    private readonly string[] _pieces;

    private QueryTemplate(string text, PromQlExpression tree)
    {
        var pieces = new List<string>();
        var start = 0;
        foreach (var span in tree.DescendantsAndSelf().OfType<DurationPlaceholder>().Select(p => p.Span).OrderBy(s => s.Start))
        {
            pieces.Add(text.Substring(start, span.Start - start));
            start = span.End;
        }

        pieces.Add(text.Substring(start));
        IsScalar = tree.ValueType == PromQlValueType.Scalar;
        if (IsScalar)
        {
            pieces[0] = "vector(" + pieces[0];
            pieces[pieces.Count - 1] += ")";
        }

        _pieces = [.. pieces];
        NeedsParentheses = !IsScalar && tree is BinaryExpression or UnaryExpression;
        IsNeverNaN = tree is AggregateExpression { Operator: AggregateOperator.Sum, Operand: CallExpression { Function.Name: "rate" or "increase" or "sum_over_time" or "count_over_time", Arguments: [RangeSelector] } };
    }

    private QueryTemplate(IEnumerable<string> pieces, bool needsParentheses)
    {
        _pieces = pieces.ToArray();
        NeedsParentheses = needsParentheses;
    }

    /// <summary>Whether the query is a scalar; it is written as a vector.</summary>
    public bool IsScalar { get; }

    /// <summary>Whether another operator beside it would tear it apart.</summary>
    public bool NeedsParentheses { get; }

    /// <summary>Whether the query is a plain sum of rates or counts, which has no NaN.</summary>
    public bool IsNeverNaN { get; }

    /// <summary>Reads a query.</summary>
    /// <exception cref="ManifestNotWritableException">It is no PromQL, no instant vector, or has a placeholder that is not the window.</exception>
    public static QueryTemplate Of(string query, SloDefinition definition, string field)
    {
        if (!PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out var error))
        {
            return OfText(query) ?? throw Refusal(definition, field, $"The query is no PromQL: {error.ToString().TrimEnd('.')}", "Correct the query", "PromQlSyntax");
        }

        if (tree.ValueType is not (PromQlValueType.InstantVector or PromQlValueType.Scalar))
            throw Refusal(definition, field, "The query gives no number at a time, as a rule must", "Put a function such as rate around the range", "PromQlSyntax");
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (node is DurationPlaceholder { Name: not WindowName } other)
                throw Refusal(definition, field, $"The placeholder {PrintableText.Escape(other.Text)} is unknown", $"Write {SliQueries.Window} where the window goes", "PlaceholderUnknown");
        }

        var text = PromQlPrinter.Print(tree);
        return new QueryTemplate(text, PromQlParser.Parse(text, PromQlOptions.Template));
    }

    // A window in the middle of a name, which is PromQL only once it is filled in.
    private static QueryTemplate? OfText(string query)
    {
        if (!WindowTemplate.HasWindow(query) || !PromQlParser.TryParse(WindowTemplate.Fill(query, AnyWindow), PromQlOptions.Plain, out var tree, out _) || tree.ValueType != PromQlValueType.InstantVector)
            return null;
        var pieces = new List<string>();
        var from = 0;
        for (var place = WindowTemplate.Next(query, 0); place.Start >= 0; place = WindowTemplate.Next(query, from))
        {
            pieces.Add(query.Substring(from, place.Start - from));
            from = place.End;
        }

        pieces.Add(query.Substring(from));
        return new QueryTemplate(pieces, tree is BinaryExpression or UnaryExpression);
    }

    /// <summary>The query over a window, in Prometheus's spelling.</summary>
    public string At(string window) => string.Join(window, _pieces);

    /// <summary>The query as an operand: between parentheses where it needs them.</summary>
    public string Operand(string window) => NeedsParentheses ? "(" + At(window) + ")" : At(window);

    private static ManifestNotWritableException Refusal(SloDefinition definition, string field, string message, string mend, string code = "") =>
        new(definition.Id, new FieldProblem(field, message, mend) { Code = code });
}
