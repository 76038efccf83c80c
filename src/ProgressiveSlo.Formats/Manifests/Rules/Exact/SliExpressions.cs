using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The expressions of an indicator over any window. A part (good or bad events) that has no series while there is a total counts as
/// 0. Without traffic an expression has no sample, because NaN would spoil every sum that it enters. No expression reads the total twice.
/// </summary>
internal sealed class SliExpressions
{
    private readonly QueryTemplate? _total;
    private readonly QueryTemplate? _part;
    private readonly QueryTemplate? _ratio;

    private SliExpressions(QueryTemplate? total, QueryTemplate? part, QueryTemplate? ratio, bool countsGood)
    {
        _total = total;
        _part = part;
        _ratio = ratio;
        CountsGood = countsGood;
    }

    /// <summary>The queries over 5m, in the order of their rules.</summary>
    public IEnumerable<QueryTemplate> Queries => _ratio is null ? [_total!, _part!] : [_ratio];

    /// <summary>Whether there are events behind the ratio.</summary>
    public bool HasEvents => _total is not null;

    /// <summary>Whether the part is the good events; otherwise it is the bad ones.</summary>
    public bool CountsGood { get; }

    public static SliExpressions Create(SloDefinition definition, ICollection<ConversionLoss> losses)
    {
        var queries = definition.Indicator.Queries!;
        if (queries.ErrorRatioQuery is { } ratio)
            return new SliExpressions(null, null, Template("indicator.errorRatio", ratio), countsGood: false);

        // Bad events that a selector finds are cheaper and no less exact than the difference of all and the good ones.
        var bad =
            queries.BadQuery
            ?? (
                definition.Indicator is RatioIndicator indicator && indicator.FindBad() is { } selector
                    ? RatioIndicator.FromBad(selector, indicator.Total).WithGrouping(indicator.Grouping).Queries.BadQuery
                    : null
            );
        var total = Template("indicator.total", queries.TotalQuery!);
        return bad is null
            ? new SliExpressions(total, Template("indicator.good", queries.GoodQuery!), null, countsGood: true)
            : new SliExpressions(total, Template("indicator.bad", bad), null, countsGood: false);

        QueryTemplate Template(string field, SliQuery query)
        {
            var template = QueryTemplate.From(query, definition, field);
            if (template.IsScalar)
                losses.Add(
                    new ConversionLoss(
                        field,
                        "The query is a scalar, and is written as vector(...), because a rule that compares it needs a vector"
                    )
                );
            return template;
        }
    }

    /// <summary>All events.</summary>
    public string Total(string window) => _total!.IsNeverNaN ? _total.At(window) : WithoutNaN(_total, window);

    /// <summary>The part, 0 where it has no series.</summary>
    /// <param name="window">The window.</param>
    /// <param name="zero">What is 0 as long as there is a total.</param>
    public string Part(string window, string zero) => $"{Operand(_part!, window)}\nor {zero}";

    /// <summary>Bad events; no sample, or 0, where there are none.</summary>
    /// <param name="window">The window.</param>
    /// <param name="zero">What is 0 as long as there is a total.</param>
    public string Bad(string window, string zero) =>
        CountsGood ? $"{Operand(_total!, window)} - ({Operand(_part!, window)} or {zero})" : Operand(_part!, window);

    /// <summary>Bad events divided by all events.</summary>
    /// <param name="window">The window.</param>
    /// <param name="zero">What is 0 as long as there is a total.</param>
    public string ErrorRatio(string window, string zero)
    {
        if (_ratio is not null)
            return $"-Inf < {_ratio.Operand(window)} < Inf";
        var part = $"({Operand(_part!, window)} or {zero})\n/\n({_total!.Operand(window)} > 0)";
        return CountsGood ? "1 - " + part : part;
    }

    /// <summary>What has a sample as long as there is data, with traffic or without.</summary>
    public string Presence(string window) => (_ratio ?? _total!).At(window);

    private static string Operand(QueryTemplate query, string window) =>
        query.IsNeverNaN ? query.Operand(window) : "(" + WithoutNaN(query, window) + ")";

    // No number is NaN's equal, less or more, so a comparison drops it.
    private static string WithoutNaN(QueryTemplate query, string window) => query.Operand(window) + " >= 0";
}

/// <summary>A query of an indicator, on one line and without comments, cut where the window goes.</summary>
internal sealed class QueryTemplate
{
    private const string WindowName = ".window";
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
        IsNeverNaN =
            tree
                is AggregateExpression
                {
                    Operator: AggregateOperator.Sum,
                    Operand: CallExpression
                    {
                        Function.Name: "rate" or "increase" or "sum_over_time" or "count_over_time",
                        Arguments: [RangeSelector]
                    }
                };
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
    /// <exception cref="ManifestNotWritableException">It is not PromQL, no instant vector, or has a placeholder that is not the
    /// window.</exception>
    public static QueryTemplate From(SliQuery query, SloDefinition definition, string field)
    {
        if (query.Tree is not { } tree)
        {
            return FromText(query)
                ?? throw Refusal(
                    definition,
                    field,
                    $"The query is not PromQL: {query.Error!.ToString().TrimEnd('.')}",
                    "Correct the query",
                    "PromQlSyntax"
                );
        }

        if (tree.ValueType is not (PromQlValueType.InstantVector or PromQlValueType.Scalar))
            throw Refusal(
                definition,
                field,
                "The query gives no number at a time, as a rule must",
                "Put a function such as rate around the range",
                "PromQlSyntax"
            );
        foreach (var node in tree.DescendantsAndSelf())
        {
            if (node is DurationPlaceholder { Name: not WindowName } other)
                throw Refusal(
                    definition,
                    field,
                    $"The placeholder {PrintableText.Escape(other.Text)} is unknown",
                    $"Write {SliQueries.Window} where the window goes",
                    "PlaceholderUnknown"
                );
        }

        var printed = query.Printed!;
        return new QueryTemplate(printed.Text, printed.Tree!);
    }

    // A window in the middle of a name, which is PromQL only once it is filled in.
    private static QueryTemplate? FromText(SliQuery query)
    {
        if (query.FilledTree is not { ValueType: PromQlValueType.InstantVector } tree)
            return null;
        var text = query.Text;
        var pieces = new List<string>();
        var from = 0;
        for (var place = WindowTemplate.FindNext(text, 0); place.Start >= 0; place = WindowTemplate.FindNext(text, from))
        {
            pieces.Add(text.Substring(from, place.Start - from));
            from = place.End;
        }

        pieces.Add(text.Substring(from));
        return new QueryTemplate(pieces, tree is BinaryExpression or UnaryExpression);
    }

    /// <summary>The query over a window, in Prometheus's spelling.</summary>
    public string At(string window) => string.Join(window, _pieces);

    /// <summary>Where windows begin in the query over a window.</summary>
    public IEnumerable<int> WindowStarts(string window)
    {
        var start = 0;
        for (var i = 0; i < _pieces.Length - 1; i++)
        {
            start += _pieces[i].Length;
            yield return start;
            start += window.Length;
        }
    }

    /// <summary>The query as an operand: between parentheses where it needs them.</summary>
    public string Operand(string window) => NeedsParentheses ? "(" + At(window) + ")" : At(window);

    private static ManifestNotWritableException Refusal(
        SloDefinition definition,
        string field,
        string message,
        string fix,
        string code = ""
    ) => new(definition.Id, new FieldProblem(field, message, fix) { Code = code });
}
