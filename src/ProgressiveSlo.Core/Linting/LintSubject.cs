using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>One definition, with what checks share so that queries are parsed once.</summary>
internal sealed class LintSubject
{
    public LintSubject(SloDefinition definition, LintScope scope, LintOptions options)
    {
        Definition = definition;
        Scope = scope;
        Options = options;
        Queries = IndicatorQuery.Of(definition.Indicator);
        Pair = SelectorPair.Of(Queries);
    }

    public SloDefinition Definition { get; }

    /// <summary>All definitions of the call.</summary>
    public LintScope Scope { get; }

    public LintOptions Options { get; }

    public IReadOnlyList<IndicatorQuery> Queries { get; }

    /// <summary>Good (or bad) events and all events, when each is chosen by one selector; otherwise null.</summary>
    public SelectorPair? Pair { get; }

    /// <summary>Whether the definition was written by somebody, who can add to it; a plan makes its own.</summary>
    public bool IsDocument => Definition.Source is not null;

    /// <summary>The query of good or bad events that parses, or null.</summary>
    public IndicatorQuery? Part => Queries.FirstOrDefault(q => q.Role is QueryRole.Good or QueryRole.Bad && q.Tree is not null);

    /// <summary>The query of all events that parses, or null.</summary>
    public IndicatorQuery? Total => Queries.FirstOrDefault(q => q.Role == QueryRole.Total && q.Tree is not null);

    public LintRemark Remark(string code, string field, string message, string? mend = null) => new(code, Definition, field, message, mend);
}
