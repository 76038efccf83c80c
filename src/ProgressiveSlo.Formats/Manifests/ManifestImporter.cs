using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Reads manifests of every format that is known. What is wrong with one document does not stop the others.</summary>
public static class ManifestImporter
{
    private static readonly YamlLimits _limits = YamlLimits.Default with { Bytes = 64 * 1024 * 1024, Nodes = 10_000_000 };

    /// <summary>Reads files. References between documents are looked up in all of them.</summary>
    /// <param name="files">Full paths, with the paths as the user knows them.</param>
    /// <param name="format">The format that every document must have, or null for any.</param>
    public static ManifestReadResult ReadFiles(IEnumerable<(string Full, string Display)> files, string? format = null)
    {
        if (files is null)
            throw new ArgumentNullException(nameof(files));
        var result = new ManifestReadResult();
        var documents = new List<ManifestDocument>();
        foreach (var (full, display) in files)
            Load(() => DocumentFile.Read(full, display, _limits), display, documents, result);
        Read(documents, format, result);
        return result;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="format">The format that every document must have, or null for any.</param>
    public static ManifestReadResult ReadText(string text, string? format = null)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var result = new ManifestReadResult();
        var documents = new List<ManifestDocument>();
        Load(() => text, "", documents, result);
        Read(documents, format, result);
        return result;
    }

    /// <summary>The documents of a text; a document that is a list of objects counts as as many documents.</summary>
    internal static IReadOnlyList<ManifestDocument> Documents(string text, string display)
    {
        var roots = YamlLoader.Load(text, display, _limits)
            .SelectMany(root => root is YamlList { Items.Count: > 0 } list ? list.Items : [root])
            .ToArray();
        return roots.Select((root, i) => new ManifestDocument(root, display, i, roots.Length)).ToArray();
    }

    private static void Load(Func<string> text, string display, List<ManifestDocument> documents, ManifestReadResult result)
    {
        try
        {
            documents.AddRange(Documents(text(), display));
        }
        catch (SloDocumentException e)
        {
            result.Add(e.Problems);
        }
    }

    private static void Read(List<ManifestDocument> documents, string? format, ManifestReadResult result)
    {
        var readers = documents.Select(d => Reader(d, format, result)).ToArray();
        for (var i = 0; i < documents.Count; i++)
        {
            if (readers[i] is not { } reader)
                continue;
            var siblings = documents.Where((_, other) => readers[other] == reader).ToArray();
            reader.Read(documents[i], siblings, result);
        }
    }

    private static IManifestReader? Reader(ManifestDocument document, string? format, ManifestReadResult result)
    {
        var reader = ManifestFormats.Readers.FirstOrDefault(r => r.Recognises(document));
        if (reader is not null && (format is null || string.Equals(reader.Format, format, StringComparison.OrdinalIgnoreCase)))
            return reader;
        result.Add(reader is null ? Unknown(document) : Problem(document, "", $"This is {reader.Format}, and {format} was asked for", "Leave -Format out, or give the other file"));
        return null;
    }

    private static DocumentProblem Unknown(ManifestDocument document)
    {
        var known = "Known are " + string.Join("; ", ManifestFormats.Readers.SelectMany(r => r.KnownHeads));
        if (document.Root is not YamlMap)
            return Problem(document, "", $"Here is {document.Root.Kind}, and an SLO manifest is a mapping", known);
        if (document.Head("apiVersion") is not { } version)
            return Problem(document, "apiVersion", "The document names no apiVersion, and has nothing else that an SLO manifest begins with", known, "ManifestUnknown");
        var kind = document.Head("kind") is { } name ? $", kind {ServiceName.Printable(name)}" : "";
        return Problem(document, "apiVersion", $"'{ServiceName.Printable(version)}'{kind} is not known here", known, "ApiVersionUnknown");
    }

    private static DocumentProblem Problem(ManifestDocument document, string field, string message, string mend, string code = "")
    {
        var node = document.Root is YamlMap map && map.Find(field) is { } value ? value : document.Root;
        return new DocumentProblem(document.Path, node.Line, node.Column, new FieldProblem(field, message, mend) { Code = code });
    }
}
