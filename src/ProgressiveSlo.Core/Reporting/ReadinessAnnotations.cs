using ProgressiveSlo.Naming;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>
/// Readiness results: an error for each check that keeps the gate closed, a warning for each advice, a notice for a gate that opens.
/// </summary>
public sealed class ReadinessAnnotations : IAnnotationSource
{
    /// <summary>Name of the output variable that is <c>true</c> when every result is Ready, and <c>false</c> otherwise.</summary>
    public const string Ready = "SloReady";

    /// <summary>
    /// Name of the output variable with the slugs of the services that are not ready, sorted, with commas between them; in another
    /// namespace than the usual one with its slug in front, as <c>staging/checkout</c>.
    /// </summary>
    public const string NotReady = "SloNotReady";

    /// <inheritdoc/>
    public bool Accepts(object subject) => subject is ReadinessResult;

    /// <inheritdoc/>
    public AnnotationGroup Group(object subject)
    {
        var result = (ReadinessResult)subject;
        var title = PrintableText.Escape(ReadinessText.Subject(result));
        var verdict = ReadinessText.Describe(result.Outcome);
        return new AnnotationGroup(
            $"Readiness: {title}: {verdict}",
            result.Checks.Select(c => PrintableText.Escape(c.ToString())).ToArray(),
            Annotations(result, title).ToArray()
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Outputs(IReadOnlyList<object> subjects)
    {
        var results = subjects.OfType<ReadinessResult>().ToArray();
        if (results.Length == 0)
            return [];

        var slugs = results.Where(r => !r.Ready && r.Service is not null).Select(Slug);
        return
        [
            new(Ready, results.All(r => r.Ready) ? "true" : "false"),
            new(NotReady, string.Join(",", slugs.Distinct().OrderBy(s => s, System.StringComparer.Ordinal))),
        ];
    }

    // Slugs and not names: a value may end up in somebody's script, and a slug holds nothing but a-z, 0-9 and '-'.
    private static string Slug(ReadinessResult result) =>
        (result.Namespace is null or ServiceName.DefaultNamespace ? "" : ServiceName.Slug(result.Namespace) + "/")
        + ServiceName.Slug(result.Service!);

    private static IEnumerable<Annotation> Annotations(ReadinessResult result, string title)
    {
        foreach (var check in result.Checks)
        {
            if (check.Blocks)
                yield return new Annotation(AnnotationLevel.Error, title, PrintableText.Escape(check.Message));
            else if (check.Outcome == CheckStatus.Advice)
                yield return new Annotation(AnnotationLevel.Warning, title, PrintableText.Escape(check.Message));
        }

        if (result.Ready)
        {
            var next = result.NextPhase is null ? "Ready; this is the last phase" : "Ready for " + PrintableText.Escape(result.NextPhase);
            yield return new Annotation(AnnotationLevel.Notice, title, next);
        }
    }
}
