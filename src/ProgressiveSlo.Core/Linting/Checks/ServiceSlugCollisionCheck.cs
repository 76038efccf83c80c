using System.Collections.Generic;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Files and Kubernetes objects are named by the slug of the service.</summary>
internal sealed class ServiceSlugCollisionCheck : ILintCheck
{
    public string Code => "ServiceSlugCollision";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Scope.SameSlug(subject.Definition) is { } other)
            yield return subject.Remark(Code, "service", $"The services '{other.Service}' and '{subject.Definition.Service}' have one short name, '{ServiceName.Slug(other.Service)}', so their files and objects collide");
    }
}
