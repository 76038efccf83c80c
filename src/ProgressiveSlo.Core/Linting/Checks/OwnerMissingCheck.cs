using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>An alert without an owner is nobody's.</summary>
internal sealed class OwnerMissingCheck : ILintCheck
{
    public string Code => "OwnerMissing";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        if (!subject.IsDocument)
            yield break;
        var settings = definition.AlertSettings;
        var keys = definition.Labels.Keys.Concat(definition.Annotations.Keys).Concat(settings.Labels.Keys).Concat(settings.Severities.SelectMany(s => s.Labels.Keys));
        if (!keys.Any(IsOwner))
            yield return subject.Remark(Code, "labels", "No label says who owns the SLO");
    }

    // Kubernetes and Pyrra put a prefix before the name: example.com/owner.
    private static bool IsOwner(string key) =>
        key.Substring(key.LastIndexOf('/') + 1).ToUpperInvariant() is "OWNER" or "TEAM" or "SQUAD" or "TRIBE" or "MAINTAINER" or "CONTACT" or "OWNED_BY" or "OWNED-BY";
}
