using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Export;

/// <summary>
/// Puts definitions together that belong into one document of a format. Phases of one service go to documents of their own:
/// they share their ids, because a promotion keeps the series.
/// </summary>
public static class ManifestDocuments
{
    /// <summary>The groups of definitions, in the order in which their first ones came.</summary>
    /// <param name="definitions">The definitions.</param>
    /// <param name="scope">How many definitions one document of the format holds.</param>
    public static IEnumerable<IReadOnlyList<SloDefinition>> Group(IEnumerable<SloDefinition> definitions, ManifestScope scope)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        return scope switch
        {
            ManifestScope.Definition => definitions.Select(d => (IReadOnlyList<SloDefinition>)[d]),
            ManifestScope.Service => definitions
                .GroupBy(d => (d.Namespace, d.Service, d.Phase))
                .Select(g => (IReadOnlyList<SloDefinition>)g.ToArray()),
            _ => definitions.ToArray() is { Length: > 0 } all ? [all] : [],
        };
    }

    /// <summary>Writes one document.</summary>
    /// <param name="writer">The format.</param>
    /// <param name="definitions">The definitions of the document; at least one.</param>
    /// <param name="options">How to write.</param>
    /// <param name="losses">What the format has no place for.</param>
    /// <returns>The document; lines end with LF.</returns>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition, or two have one id.</exception>
    public static string Write(
        IManifestWriter writer,
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        out IReadOnlyList<ConversionLoss> losses
    )
    {
        if (writer is null)
            throw new ArgumentNullException(nameof(writer));
        CheckIds(definitions ?? throw new ArgumentNullException(nameof(definitions)));
        using var text = new StringWriter { NewLine = "\n" };
        losses = writer.Write(definitions, options, text);
        return text.ToString();
    }

    private static void CheckIds(IReadOnlyList<SloDefinition> definitions)
    {
        if (definitions.Count == 1)
            return;
        if (definitions.GroupBy(d => d.Id).FirstOrDefault(g => g.Select(d => d.Namespace).Distinct().Count() > 1) is { } mixed)
            throw new ManifestNotWritableException(
                mixed.Key,
                new FieldProblem(
                    "namespace",
                    $"The SLO {mixed.Key} is in the namespaces "
                        + string.Join(" and ", mixed.Select(d => d.Namespace ?? "(none)").Distinct())
                        + ", and their series have one id",
                    "Give both the namespace that they are in"
                )
                {
                    Code = "SloDuplicate",
                }
            );
        var twice = definitions.GroupBy(d => (d.Id, d.Phase)).FirstOrDefault(g => g.Count() > 1);
        if (twice is null)
            return;
        var places = string.Join(" and ", twice.Select(d => d.Source?.ToString() ?? d.Name).Distinct());
        throw new ManifestNotWritableException(
            twice.Key.Id,
            new FieldProblem(
                "name",
                $"There are {twice.Count()} SLOs of this service and name: {places}",
                "Give each SLO of a service its own name"
            )
            {
                Code = "SloDuplicate",
            }
        );
    }
}
