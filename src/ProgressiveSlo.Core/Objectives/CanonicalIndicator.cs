using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// An indicator in one form, for comparison. Queries are parsed and printed, so that spelling makes no difference, and good
/// events become bad ones where that is exact: when good is all events with one more label condition, bad is the same with the
/// condition turned round, and <c>total - good</c> counts as good.
/// </summary>
internal sealed class CanonicalIndicator : IEquatable<CanonicalIndicator>
{
    private readonly string[] _parts;

    private CanonicalIndicator(params string?[] parts) => _parts = parts.Select(p => p ?? "").ToArray();

    public static CanonicalIndicator Of(SloIndicator indicator)
    {
        if (indicator.Queries is not { } queries)
            return new CanonicalIndicator([indicator.DataSource, .. indicator.ForeignParts()]);
        if (queries.ErrorRatio is { } ratio)
            return new CanonicalIndicator("errorRatio", Print(ratio));

        var total = Print(queries.Total!);
        var all = Parse(queries.Total!);
        if (queries.Good is { } good)
            return Parse(good) is { } tree ? OfGood(tree, all, total) : new CanonicalIndicator("good", Print(good), total);
        return Parse(queries.Bad!) is BinaryExpression { Operator: BinaryOperator.Subtract, Matching: null } difference && PromQlComparer.Instance.Equals(difference.Left, all)
            ? OfGood(difference.Right, all, total)
            : new CanonicalIndicator("bad", Print(queries.Bad!), total);
    }

    private static CanonicalIndicator OfGood(PromQlExpression good, PromQlExpression? all, string total) => GoodEvents.Inverse(good, all) is { } bad
        ? new CanonicalIndicator("bad", Print(bad), total)
        : new CanonicalIndicator("good", Print(good), total);

    public bool Equals(CanonicalIndicator? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as CanonicalIndicator);

    public override int GetHashCode() => _parts.Aggregate(17, (hash, part) => unchecked((hash * 31) + StringComparer.Ordinal.GetHashCode(part)));

    // What is no PromQL is compared as it stands.
    private static string Print(string query) => Parse(query) is { } tree ? Print(tree) : query.Trim();

    // {{ .window }} and {{.window}} are one placeholder; the printer keeps both as they are written.
    private static string Print(PromQlExpression tree)
    {
        var text = PromQlPrinter.Print(tree);
        foreach (var placeholder in tree.DescendantsAndSelf().OfType<DurationPlaceholder>())
            text = text.Replace(placeholder.Text, "{{" + placeholder.Name + "}}");
        return text;
    }

    private static PromQlExpression? Parse(string query) =>
        PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _) ? tree : null;
}
