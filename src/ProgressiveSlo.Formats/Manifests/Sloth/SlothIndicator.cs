using System;
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
    private const string Field = "indicator";

    /// <summary>The indicator of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="asGenerated">Whether to do with OpenSLO as Sloth does when it generates rules: one ratio, of good events.</param>
    /// <exception cref="ManifestNotWritableException">Sloth would refuse it.</exception>
    public static SlothIndicator Of(SloDefinition definition, bool asGenerated = false)
    {
        var indicator = Find(definition, asGenerated);
        foreach (var query in new[] { indicator.Bad, indicator.Total, indicator.ErrorRatio })
        {
            if (query is not null)
                Check(definition, query);
        }

        if (indicator.Bad is { } bad && bad == indicator.Total)
            throw Refuse(definition, "Bad events and all events have the same query, which Sloth refuses", "Count only bad events", "SelectorIdentical");
        return indicator;
    }

    private static SlothIndicator Find(SloDefinition definition, bool asGenerated)
    {
        if (definition.Indicator.Queries is not { } queries)
            throw Refuse(definition, $"The queries are written for {definition.Indicator.DataSource}, and Sloth knows PromQL alone", "Write the queries in PromQL", "DataSourceForeign");

        // In a query the braces of a user are a template; in a selector they are part of a label's value.
        Func<string?, string?> keep = definition.Indicator is QueryIndicator or RawRatioIndicator or ThresholdIndicator
            ? query => query
            : query => query is null ? null : SlothQuery.KeepStrings(query);
        if (queries.ErrorRatio is { } ratio)
            return new SlothIndicator(null, null, keep(ratio));
        var total = keep(queries.Total)!;
        if (asGenerated && IsOpenSlo(definition) && queries.Good is { } openSlo)
            return new SlothIndicator(null, null, $"\n  1 - (\n    (\n      {keep(openSlo)}\n    )\n    /\n    (\n      {total}\n    )\n  )\n");
        if (queries.Bad is { } bad)
            return new SlothIndicator(keep(bad), total, null);
        if (definition.Indicator is RatioIndicator ratioIndicator && ratioIndicator.FindBad() is { } selector)
            return new SlothIndicator(keep(RatioIndicator.OfBad(selector, ratioIndicator.Total).With(ratioIndicator.Grouping).Queries.Bad), total, null);
        return new SlothIndicator($"{Operand(total)} - {Operand(keep(queries.Good)!)}", total, null);
    }

    /// <summary>Whether Sloth would have read the definition from OpenSLO.</summary>
    public static bool IsOpenSlo(SloDefinition definition) =>
        definition.Source is { } source && source.ApiVersion.StartsWith("openslo/", StringComparison.Ordinal);

    // Only what binds at least as tight as the difference stands bare.
    private static string Operand(string query) =>
        PromQlParser.TryParse(query, PromQlOptions.Template, out var tree, out _) && tree is not BinaryExpression ? query : $"({query})";

    private static void Check(SloDefinition definition, string query)
    {
        if (!SlothQuery.HasWindow(query))
            throw Refuse(definition, "A query has no placeholder for the window, which Sloth asks for", $"Write [{SliQueries.Window}] where the range goes", "WindowPlaceholderMissing");
        if (SlothQuery.FindError(query) is { } error)
            throw Refuse(definition, $"A query is no PromQL at {error.Line}:{error.Column}: {error.Problem}", error.Expected, SlothQuery.CodeOf(query));
    }

    private static ManifestNotWritableException Refuse(SloDefinition definition, string message, string mend, string code) =>
        new(definition.Id, new FieldProblem(Field, message, mend) { Code = code });
}
