using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The expressions of an indicator over any window. A part (good or bad events) that has no series while there is traffic counts as
/// 0. Without traffic an expression has no sample, because NaN would spoil every sum that it enters.
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

    /// <summary>Whether there are events behind the ratio.</summary>
    public bool HasEvents => _total is not null;

    /// <summary>Whether the part is the good events; otherwise it is the bad ones.</summary>
    public bool CountsGood { get; }

    public static SliExpressions Of(SloDefinition definition, ICollection<SloLoss> losses)
    {
        var queries = definition.Indicator.Queries!;
        if (queries.ErrorRatio is { } ratio)
            return new SliExpressions(null, null, Template("indicator.errorRatio", ratio), countsGood: false);

        // Bad events that a selector finds are cheaper and no less exact than the difference of all and the good ones.
        var bad = queries.Bad ?? (definition.Indicator is RatioIndicator indicator && indicator.FindBad() is { } selector
            ? RatioIndicator.OfBad(selector, indicator.Total).With(indicator.Grouping).Queries.Bad
            : null);
        var total = Template("indicator.total", queries.Total!);
        return bad is null
            ? new SliExpressions(total, Template("indicator.good", queries.Good!), null, countsGood: true)
            : new SliExpressions(total, Template("indicator.bad", bad), null, countsGood: false);

        QueryTemplate Template(string field, string query)
        {
            var template = QueryTemplate.Of(query, definition, field);
            if (template.IsScalar)
                losses.Add(new SloLoss(field, "The query is a scalar, and is written as vector(...), because a rule that compares it needs a vector"));
            return template;
        }
    }

    /// <summary>All events.</summary>
    public string Total(string window) => _total!.IsNeverNaN ? _total.At(window) : WithoutNaN(_total, window);

    /// <summary>The part, 0 where it has no series.</summary>
    public string Part(string window) => Part(window, "\n");

    /// <summary>Bad events.</summary>
    public string Bad(string window) => CountsGood ? $"{Operand(_total!, window)} - ({Part(window, " ")})" : Part(window, " ");

    /// <summary>Bad events divided by all events.</summary>
    public string ErrorRatio(string window) => _ratio is not null
        ? $"-Inf < {_ratio.Operand(window)} < Inf"
        : $"({Bad(window)})\n/\n({_total!.Operand(window)} > 0)";

    /// <summary>What has a sample as long as there is data, with traffic or without.</summary>
    public string Presence(string window) => (_ratio ?? _total!).At(window);

    private string Part(string window, string space) => $"{Operand(_part!, window)}{space}or 0 * {Operand(_total!, window)}";

    private static string Operand(QueryTemplate query, string window) => query.IsNeverNaN ? query.Operand(window) : "(" + WithoutNaN(query, window) + ")";

    // No number is NaN's equal, less or more, so a comparison drops it.
    private static string WithoutNaN(QueryTemplate query, string window) => query.Operand(window) + " >= 0";
}
