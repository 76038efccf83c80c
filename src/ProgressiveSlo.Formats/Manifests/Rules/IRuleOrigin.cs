using System;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Knows the rules that one generator makes, and turns them back into definitions.</summary>
internal interface IRuleOrigin
{
    /// <summary>The generator's name, for messages.</summary>
    string Name { get; }

    /// <summary>Whether any rule of the document is of this generator.</summary>
    bool Recognises(RuleDocument document);

    /// <summary>Whether groups of this generator have an interval, which is then no change.</summary>
    bool WritesInterval { get; }

    /// <summary>Tells the rules of the document that <see cref="Read"/> takes, or reports, from those that it passes over.</summary>
    Func<PrometheusRule, bool> Claims(RuleDocument document);

    /// <summary>
    /// Turns rules back into definitions. Rules of other origin are passed over; what belongs to this generator and is incomplete or
    /// changed by hand is a problem with the line of the rule, or a loss of the definition.
    /// </summary>
    void Read(RuleDocument document, ManifestReadResult result);
}
