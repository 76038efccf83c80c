using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Whoever is woken needs to know what to do. A plan makes its own definitions; only a document can be mended.</summary>
internal sealed class RunbookMissingCheck : ILintCheck
{
    public string Code => "RunbookMissing";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        if (!subject.IsDocument || definition.Alerting.Count == 0)
            yield break;
        var settings = definition.AlertSettings;
        var keys = definition.Annotations.Keys.Concat(settings.Annotations.Keys).Concat(settings.Severities.SelectMany(s => s.Annotations.Keys));
        if (!keys.Any(key => key.IndexOf("runbook", StringComparison.OrdinalIgnoreCase) >= 0))
            yield return subject.Remark(Code, "annotations", "The alerts name no runbook");
    }
}
