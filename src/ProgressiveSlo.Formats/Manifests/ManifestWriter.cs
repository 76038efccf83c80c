using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>What all writers share: arguments are checked here, once.</summary>
public abstract class ManifestWriter : IManifestWriter
{
    /// <inheritdoc/>
    public abstract string Format { get; }

    /// <inheritdoc/>
    public abstract ManifestScope Scope { get; }

    /// <inheritdoc/>
    public virtual string Extension => ".yaml";

    /// <inheritdoc/>
    public IReadOnlyList<SloLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (definitions.Count == 0)
            throw new ArgumentException("A document holds at least one definition.", nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        return WriteCore(definitions, options, output);
    }

    /// <summary>Writes one valid document, of arguments that were checked.</summary>
    /// <param name="definitions">One definition, or as many as <see cref="Scope"/> puts together.</param>
    /// <param name="options">How to write.</param>
    /// <param name="output">Where to; lines end with LF.</param>
    /// <returns>What the format has no place for.</returns>
    /// <exception cref="ManifestNotWritableException">The format cannot express a definition at all.</exception>
    protected abstract IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output);
}
