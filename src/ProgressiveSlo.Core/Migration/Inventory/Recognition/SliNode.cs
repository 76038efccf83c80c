using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>Everything that belongs to one SLI while items are gathered.</summary>
internal sealed class SliNode(SliShape shape, string path)
{
    private SliNode? _joined;

    public SliShape Shape { get; } = shape;

    public string Path { get; } = path;

    /// <summary>For the rules of a generator: its name and the SLO's.</summary>
    public GeneratedRule? Generated { get; set; }

    /// <summary>The SLI of which this one is a part, because an alert chooses some of its series.</summary>
    public SliNode? Whole { get; init; }

    public IReadOnlyList<LabelMatcher> Scope { get; init; } = [];

    public HashSet<RuleEntry> Rules { get; } = [];

    public List<AlertFact> Facts { get; } = [];

    /// <summary>Ranges that were used.</summary>
    public HashSet<System.TimeSpan> Windows { get; } = [];

    public HashSet<RuleEntry> Alerts { get; } = [];

    /// <summary>The rule whose query, or the part of it, stands for the SLI.</summary>
    public (RuleEntry Entry, PromQL.PromQlSpan? Span)? Query { get; set; }

    public bool HasParts { get; set; }

    public bool IsAveraged { get; set; }

    public SliNode Root
    {
        get
        {
            var node = this;
            while (node._joined is not null)
                node = node._joined;
            if (_joined is not null && _joined != node)
                _joined = node;
            return node;
        }
    }

    /// <summary>Makes one of two.</summary>
    public static void Join(SliNode first, SliNode second)
    {
        var (a, b) = (first.Root, second.Root);
        if (a == b || a.Whole?.Root == b || b.Whole?.Root == a)
            return;
        b._joined = a;
        a.Rules.UnionWith(b.Rules);
        a.Alerts.UnionWith(b.Alerts);
        a.Facts.AddRange(b.Facts);
        a.Windows.UnionWith(b.Windows);
        if (a.Query is not { Span: null })
            a.Query = b.Query is { Span: null } ? b.Query : a.Query ?? b.Query;
        a.HasParts |= b.HasParts;
        a.IsAveraged |= b.IsAveraged;
        a.Generated ??= b.Generated;
    }
}
