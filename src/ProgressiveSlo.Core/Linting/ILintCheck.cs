using System.Collections.Generic;

namespace ProgressiveSlo.Linting;

/// <summary>Looks for one kind of mistake. To add one: a class with this interface, a line in <see cref="DefinitionLint"/>, an entry in the catalog and a page.</summary>
internal interface ILintCheck
{
    /// <summary>The code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds in one definition.</summary>
    IEnumerable<LintRemark> Check(LintSubject subject);
}
