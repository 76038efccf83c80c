using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>An indicator as Sloth has them: a query of bad events with one of all events, or a query of the error ratio.</summary>
/// <param name="Bad">Rate of bad events, or null.</param>
/// <param name="Total">Rate of all events, or null.</param>
/// <param name="ErrorRatio">Bad events divided by all events, or null.</param>
internal sealed record SlothIndicator(string? Bad, string? Total, string? ErrorRatio)
{
    /// <summary>Whether the queries are MetricsQL, which Sloth takes with a plugin of its own.</summary>
    public bool IsMetricsQl { get; init; }

    /// <summary>The plugin that makes the query, with its options, or null.</summary>
    public string? Plugin { get; init; }

    private const string Field = "indicator";

    /// <summary>The indicator of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="asGenerated">Whether to do with OpenSLO as Sloth does when it generates rules: one ratio, of good events.</param>
    /// <exception cref="ManifestNotWritableException">Sloth would refuse it.</exception>
    public static SlothIndicator From(SloDefinition definition, bool asGenerated = false)
    {
        if (!asGenerated && FromText(definition) is { } text)
            return text;
        var indicator = Find(definition, asGenerated);
        foreach (var query in new[] { indicator.Bad, indicator.Total, indicator.ErrorRatio })
        {
            if (query is not null)
                Check(definition, query);
        }

        if (indicator.Bad is { } bad && bad == indicator.Total)
            throw NotWritable(
                definition,
                "Bad events and all events have the same query, which Sloth refuses",
                "Count only bad events",
                "SelectorIdentical"
            );
        return indicator;
    }

    // What is text here means something to Sloth.
    private static SlothIndicator? FromText(SloDefinition definition)
    {
        if (definition.Indicator is RawRatioIndicator { DataSource: SlothPluginText.DataSource } plugin)
            return new SlothIndicator(null, null, null) { Plugin = plugin.Query };
        var indicator = definition.Indicator switch
        {
            QueryIndicator { DataSource: SloIndicator.MetricsQl } q => new SlothIndicator(
                q.Bad ?? $"({q.Total}) - ({q.Good})",
                q.Total,
                null
            ),
            RawRatioIndicator { DataSource: SloIndicator.MetricsQl } r => new SlothIndicator(null, null, r.ErrorRatioQuery.Text),
            _ => null,
        };
        if (indicator is null)
            return null;
        foreach (var query in new[] { indicator.Bad, indicator.Total, indicator.ErrorRatio })
        {
            if (query is not null)
                CheckWindow(definition, query);
        }

        return indicator with
        {
            IsMetricsQl = true,
        };
    }

    private static SlothIndicator Find(SloDefinition definition, bool asGenerated)
    {
        if (definition.Indicator.Queries is not { } queries)
            throw NotWritable(
                definition,
                $"The queries are written for {definition.Indicator.DataSource}, and Sloth knows PromQL alone",
                "Write the queries in PromQL",
                "DataSourceForeign"
            );

        // In a query the braces of a user are a template; in a selector they are part of a label's value.
        Func<string?, string?> keep = definition.Indicator is QueryIndicator or RawRatioIndicator or ThresholdIndicator
            ? query => query
            : query => query is null ? null : SlothQuery.KeepStrings(query);
        if (queries.ErrorRatio is { } ratio)
            return new SlothIndicator(null, null, keep(ratio));
        var total = keep(queries.Total)!;
        if (asGenerated && IsOpenSlo(definition) && queries.Good is { } openSlo)
            return new SlothIndicator(
                null,
                null,
                $"\n  1 - (\n    (\n      {keep(openSlo)}\n    )\n    /\n    (\n      {total}\n    )\n  )\n"
            );
        if (queries.Bad is { } bad)
            return new SlothIndicator(keep(bad), total, null);
        if (definition.Indicator is RatioIndicator ratioIndicator && ratioIndicator.FindBad() is { } selector)
            return new SlothIndicator(
                keep(RatioIndicator.FromBad(selector, ratioIndicator.Total).WithGrouping(ratioIndicator.Grouping).Queries.Bad),
                total,
                null
            );
        return new SlothIndicator($"{Operand(total)} - {Operand(keep(queries.Good)!)}", total, null);
    }

    /// <summary>Whether Sloth would have read the definition from OpenSLO.</summary>
    public static bool IsOpenSlo(SloDefinition definition) =>
        definition.Source is { } source && source.ApiVersion.StartsWith("openslo/", StringComparison.Ordinal);

    // Only what binds at least as tight as the difference stands bare.
    private static string Operand(string query) => new SliQuery(query).Tree is not (null or BinaryExpression) ? query : $"({query})";

    private static void CheckWindow(SloDefinition definition, string query)
    {
        if (!WindowTemplate.HasWindow(query))
            throw NotWritable(
                definition,
                "A query has no placeholder for the window, which Sloth asks for",
                $"Write [{SliQueries.Window}] where the range goes",
                "WindowPlaceholderMissing"
            );
    }

    private static void Check(SloDefinition definition, string query)
    {
        CheckWindow(definition, query);
        if (SlothQuery.FindError(new SliQuery(query)) is { } error)
            throw NotWritable(
                definition,
                $"A query is not PromQL at {error.Line}:{error.Column}: {error.Problem}",
                error.Expected,
                SlothQuery.CodeOf(query)
            );
    }

    private static ManifestNotWritableException NotWritable(SloDefinition definition, string message, string fix, string code) =>
        new(definition.Id, new FieldProblem(Field, message, fix) { Code = code });
}

/// <summary>
/// Queries as Sloth treats them: templates of text, in which <c>{{.window}}</c> is replaced wherever it stands, also inside a name
/// or a string, and which are PromQL after that.
/// </summary>
internal static class SlothQuery
{
    private const string Open = "{{";

    /// <summary>Why Sloth would not take the query for PromQL, or null when it would.</summary>
    public static PromQlSyntaxError? FindError(SliQuery query, PrometheusVersion? version = null)
    {
        if (HasOtherPlaceholder(query.Text))
        {
            var at = StrayBraces(query.Text);
            var place = PromQlLocation.FromOffset(query.Text, at);
            return new PromQlSyntaxError(
                at,
                place.Line,
                place.Column,
                "Sloth knows no placeholder but the window",
                $"Write {SliQueries.Window}, or remove the braces"
            );
        }

        // With no placeholder but durations it is PromQL for every window; without a tree it may still be, once it is filled in.
        if (query.Tree is not null || query.FilledTree is not null)
            return null;

        // What a newer Prometheus no longer has, an older one reads.
        return
            version is { } target
            && query.Error is { Kind: PromQlErrorKind.OtherVersion }
            && PromQlParser.TryParse(query.Text, new PromQlOptions { AllowPlaceholders = true, PrometheusVersion = target }, out _, out _)
            ? null
            : query.Error;
    }

    /// <summary>The lint code of a query with an error.</summary>
    public static string CodeOf(string query) => HasOtherPlaceholder(query) ? "PlaceholderUnknown" : "PromQlSyntax";

    /// <summary>
    /// A query whose strings are meant to the letter: braces in them that Sloth would take for a placeholder are written as an
    /// escape, which PromQL reads as the same string.
    /// </summary>
    public static string KeepStrings(string query)
    {
        if (query.IndexOf(Open, StringComparison.Ordinal) < 0 || new SliQuery(query).Tree is not { } tree)
            return query;
        var text = new StringBuilder(query);
        var spans = tree.DescendantsAndSelf().Where(n => n is LabelCondition or StringLiteral).Select(n => n.Span);
        foreach (var span in spans.OrderByDescending(s => s.Start))
        {
            // A string between backquotes has no escapes.
            if (query[span.End - 1] != '`')
                text.Replace(Open, "\\x7b{", span.Start, span.Length);
        }

        return text.ToString();
    }

    public static bool HasOtherPlaceholder(string query) => WindowTemplate.Fill(query, "1m").IndexOf(Open, StringComparison.Ordinal) >= 0;

    private static int StrayBraces(string query)
    {
        var from = 0;
        for (var place = WindowTemplate.FindNext(query, 0); place.Start >= 0; place = WindowTemplate.FindNext(query, from))
        {
            if (query.IndexOf(Open, from, place.Start - from, StringComparison.Ordinal) is >= 0 and var stray)
                return stray;
            from = place.End;
        }

        return Math.Max(0, query.IndexOf(Open, from, StringComparison.Ordinal));
    }
}
