using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A query that parses, as checks see it: that of an indicator, or the expression of a rule.</summary>
internal sealed class LintQuery
{
    private IReadOnlyList<SelectorUse>? _uses;
    private IReadOnlyList<SelectorPair>? _ratios;
    private ResultLabels? _labels;

    /// <param name="tree">The query.</param>
    /// <param name="role">What it counts, or whose it is.</param>
    /// <param name="field">Its field.</param>
    /// <param name="options">What the lint knows besides.</param>
    /// <param name="name">The name of the rule; empty for an indicator.</param>
    public LintQuery(PromQlExpression tree, QueryRole role, string field, LintOptions options, string name = "")
    {
        Tree = tree;
        Role = role;
        Field = field;
        Options = options;
        Name = name;
    }

    public PromQlExpression Tree { get; }

    public QueryRole Role { get; }

    public string Field { get; }

    /// <summary>The name of the rule; empty for an indicator.</summary>
    public string Name { get; }

    public LintOptions Options { get; }

    /// <summary>Whether it is the expression of a rule, which need not be one of an SLO.</summary>
    public bool IsOfRule => Role is QueryRole.Recording or QueryRole.Alert;

    /// <summary>The selectors in it.</summary>
    public IReadOnlyList<SelectorUse> Uses => _uses ??= SelectorUse.All(Tree).ToArray();

    /// <summary>The quotients in it in which each side has one selector.</summary>
    public IReadOnlyList<SelectorPair> Ratios => _ratios ??= RatioSearch.Find(Tree, Role, Name, Field);

    /// <summary>The labels of its result, and what it does with labels that are no longer there.</summary>
    public ResultLabels Labels => _labels ??= ResultLabels.Find(Tree);
}
