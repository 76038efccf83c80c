using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A rule that can be read, and what is known of it. The tree is not kept: it is many times as large as the text.</summary>
internal sealed class RuleEntry(ObservedRule rule, int order, string expression, string[] names)
{
    public ObservedRule Rule { get; } = rule;

    /// <summary>Place among all rules that were added.</summary>
    public int Order { get; } = order;

    /// <summary>The query, with a dashboard's variables replaced.</summary>
    public string Expression { get; } = expression;

    /// <summary>Names of the series that it reads.</summary>
    public string[] Names { get; } = names;

    /// <summary>Labels that its series can have beside the rule's own; null when that cannot be told.</summary>
    public IReadOnlyList<string>? Kept { get; set; }

    /// <summary>What a recording rule stands for, once it is read; null before that, and in a circle.</summary>
    public Meaning? Meaning { get; set; }

    public IReadOnlyDictionary<string, string> Labels => Rule.Labels;
}
