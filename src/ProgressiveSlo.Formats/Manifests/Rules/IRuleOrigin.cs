using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Knows the rules that one generator makes, and turns them back into definitions.</summary>
internal interface IRuleOrigin
{
    /// <summary>The generator's name, for messages.</summary>
    string Name { get; }

    /// <summary>Whether any rule of the document is of this generator.</summary>
    bool Recognises(RuleDocument document);

    /// <summary>
    /// Turns rules back into definitions. Rules of other origin are passed over; what belongs to this generator and is incomplete or
    /// changed by hand is a problem with the line of the rule, or a loss of the definition.
    /// </summary>
    void Read(RuleDocument document, ManifestReadResult result);
}
