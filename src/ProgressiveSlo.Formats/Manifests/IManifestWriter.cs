using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Writes SLO definitions in one tool's format. To add a format: a class with this interface, and a line in <see cref="ManifestFormats"/>.</summary>
public interface IManifestWriter
{
    /// <summary>The format's name, as users write it.</summary>
    string Format { get; }

    /// <summary>How many definitions one document holds.</summary>
    ManifestScope Scope { get; }

    /// <summary>The extension of its files, with the dot.</summary>
    string Extension { get; }

    /// <summary>Writes one valid document.</summary>
    /// <param name="definitions">One definition, or as many as <see cref="Scope"/> puts together; never none. Ids are unique among them.</param>
    /// <param name="options">How to write.</param>
    /// <param name="output">Where to; lines end with LF. The same input gives the same bytes.</param>
    /// <returns>What the format has no place for, one entry per field and definition; empty when nothing is lost.</returns>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition at all; nothing useful was written.</exception>
    IReadOnlyList<SloLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output);
}
