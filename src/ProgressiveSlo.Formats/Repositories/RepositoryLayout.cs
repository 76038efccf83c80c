using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Repositories;

/// <summary>
/// The files of a repository for plans and manifests. They are embedded as they are, and named
/// <c>repository/&lt;pipeline&gt;/&lt;path&gt;</c>; files of
/// <c>any</c> are for each pipeline. Nothing is put into their text, so that no name can change what a pipeline does.
/// </summary>
public static class RepositoryLayout
{
    /// <summary>The word for no pipeline.</summary>
    public const string NoPipeline = "None";

    private const string Root = "repository/";
    private const string Any = "any";
    private const string FormatMark = "{format}";

    /// <summary>The pipelines that there are files for, and <see cref="NoPipeline"/>.</summary>
    public static IReadOnlyList<string> Pipelines { get; } =
    [
        .. Names().Select(n => n.Pipeline).Where(p => p != Any).Distinct(StringComparer.Ordinal).OrderBy(p => p, StringComparer.Ordinal),
        NoPipeline,
    ];

    /// <summary>The files, in the order of their paths.</summary>
    /// <param name="pipeline">One of <see cref="Pipelines"/>, in any case.</param>
    /// <param name="formats">Names of manifest formats, in any case; each gets a folder.</param>
    /// <exception cref="SloValidationException">There is no such pipeline or format; fields are Pipeline and Format.</exception>
    public static IReadOnlyList<RepositoryFile> Files(string pipeline, IReadOnlyList<string> formats)
    {
        if (formats is null)
            throw new ArgumentNullException(nameof(formats));
        var known = Known(pipeline, Pipelines, "Pipeline", "a pipeline");
        var folders = formats
            .Select(f => Known(f, ManifestFormats.WritableNames, "Format", "a manifest format"))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return
        [
            .. Names()
                .Where(n => n.Pipeline == Any || n.Pipeline == known)
                .SelectMany(n =>
                    n.Path.Contains(FormatMark)
                        ? folders.Select(f => (n.Resource, Path: n.Path.Replace(FormatMark, f)))
                        : [(n.Resource, n.Path)]
                )
                .OrderBy(n => n.Path, StringComparer.Ordinal)
                .Select(n => new RepositoryFile(n.Path, Read(n.Resource))),
        ];
    }

    private static string Known(string name, IReadOnlyList<string> names, string field, string what) =>
        names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new SloValidationException(
            field,
            $"'{ServiceName.Printable(name ?? "")}' is not {what}",
            "Give one of " + string.Join(", ", names)
        );

    private static IEnumerable<(string Resource, string Pipeline, string Path)> Names()
    {
        foreach (var name in EmbeddedResources.Names(Root))
        {
            var parts = name.Split(['/'], 2);
            yield return (Root + name, parts[0], parts[1]);
        }
    }

    private static string Read(string resource) => EmbeddedResources.Read(resource).Replace("\r\n", "\n");
}

/// <summary>A file of a repository's layout.</summary>
/// <param name="Path">Path below the root, with <c>/</c>.</param>
/// <param name="Text">Content, lines end with LF.</param>
public sealed record RepositoryFile(string Path, string Text);
