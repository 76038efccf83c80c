using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>Files and Kubernetes objects are named by the slug of the service.</summary>
internal sealed class ServiceSlugCollisionCheck : ILintCheck
{
    public string Code => "ServiceSlugCollision";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Scope.SlugCollision(subject.Definition) is { } other)
            yield return subject.Report(
                Code,
                "service",
                $"The services '{NameOf(other)}' and '{NameOf(subject.Definition)}' have one short name, "
                    + $"'{ServiceName.Slug(other.Service)}', so their files and objects collide"
            );
    }

    private static string NameOf(SloDefinition definition) => ServiceName.InNamespace(definition.Service, definition.Namespace);
}

/// <summary>Two services that measure the same series have one number between them, and neither has its own.</summary>
internal sealed class SeriesSharedCheck : ILintCheck
{
    public string Code => "SeriesShared";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Scope.SameSeries(subject.Definition) is { } other)
            yield return subject.Report(Code, "indicator", SharedIndicators.Message(other, subject.Definition));
    }
}

/// <summary>An indicator that tests a label which the series do not have calls every event good, or bad.</summary>
internal sealed class ErrorsNotSeenCheck : ILintCheck
{
    public string Code => "ErrorsNotSeen";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Options.ErrorsNotSeen(subject.Definition) is { } message)
            yield return subject.Report(Code, "indicator", message);
    }
}

/// <summary>A Kubernetes label value and an OpenSLO name hold 63 characters.</summary>
internal sealed class NameTooLongCheck : ILintCheck
{
    public string Code => "NameTooLong";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        const int Longest = 63;
        if (subject.Definition.Name.Length > Longest && !subject.Has(SourceTraits.NamesAreFree))
            yield return subject.Report(
                Code,
                "name",
                $"The name has {subject.Definition.Name.Length.ToString(CultureInfo.InvariantCulture)} "
                    + $"characters, and labels of Kubernetes and names of OpenSLO hold 63"
            );
    }
}

/// <summary>The description is what a dashboard and an alert show to people.</summary>
internal sealed class DescriptionMissingCheck : ILintCheck
{
    public string Code => "DescriptionMissing";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (
            subject.IsDocument
            && !subject.Has(SourceTraits.DescriptionsAreLeftOut)
            && PrintableText.IsBlank(subject.Definition.Description)
        )
            yield return subject.Report(Code, "annotations", "The SLO has no description");
    }
}

/// <summary>An alert without an owner is nobody's.</summary>
internal sealed class OwnerMissingCheck : ILintCheck
{
    public string Code => "OwnerMissing";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        if (!subject.IsDocument)
            yield break;
        var settings = definition.AlertSettings;
        var texts = definition
            .Labels.Concat(definition.Annotations)
            .Concat(settings.Labels)
            .Concat(settings.Annotations)
            .Concat(settings.Severities.SelectMany(s => s.Labels.Concat(s.Annotations)))
            .Concat(definition.ObjectMetadata?.Labels ?? StringMap.Empty)
            .Concat(definition.ObjectMetadata?.Annotations ?? StringMap.Empty);
        if (!texts.Any(t => OwnerLabels.HasOwnerWord(t.Key) && !PrintableText.IsBlank(t.Value)))
            yield return subject.Report(Code, "labels", "No label says who owns the SLO");
    }
}

/// <summary>Whoever is woken needs to know what to do. A plan makes its own definitions; only a document can be fixed.</summary>
internal sealed class RunbookMissingCheck : ILintCheck
{
    public string Code => "RunbookMissing";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var definition = subject.Definition;
        if (!subject.IsDocument || definition.Alerting.Count == 0)
            yield break;
        var settings = definition.AlertSettings;
        var texts = definition
            .Annotations.Concat(settings.Annotations)
            .Concat(settings.Severities.SelectMany(s => s.Annotations))
            .Concat(definition.ObjectMetadata?.Annotations ?? StringMap.Empty);
        if (!texts.Any(t => !PrintableText.IsBlank(t.Value) && (IsRunbook(t.Key) || IsLinkToRunbook(t.Value))))
            yield return subject.Report(Code, "annotations", "The alerts name no runbook");
    }

    private static bool IsRunbook(string text)
    {
        var word = new string(text.Where(char.IsLetterOrDigit).ToArray());
        return word.IndexOf("runbook", StringComparison.OrdinalIgnoreCase) >= 0
            || word.IndexOf("playbook", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    // A link in the text of the alert serves as well.
    private static bool IsLinkToRunbook(string text) =>
        text.Split(' ', '\n', '\t', '(', ')', '<', '>').Any(w => w.IndexOf("://", StringComparison.Ordinal) > 0 && IsRunbook(w));
}
