using System.IO;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Writes SLO definitions in one tool's format. To add a format: a class with this interface, and a line in <see cref="ManifestFormats"/>.</summary>
public interface IManifestWriter
{
    /// <summary>The format's name, as users write it.</summary>
    string Format { get; }

    /// <summary>Writes one definition as one valid document.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="output">Where to; lines end with LF.</param>
    void Write(SloDefinition definition, TextWriter output);
}
