using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Reads the documents of one tool's format. To add a format: a class with this interface, and a line in <see cref="ManifestFormats"/>.</summary>
internal interface IManifestReader
{
    /// <summary>The format's name, as users write it; the same as its writer's, where there is one.</summary>
    string Format { get; }

    /// <summary>What a document of this format begins with, for the error about one that misses it.</summary>
    IReadOnlyList<ManifestHead> KnownHeads { get; }

    /// <summary>Whether documents refer to others, so that all of them have to be there before one is read.</summary>
    bool NeedsSiblings { get; }

    /// <summary>Whether the document is of this format, by its head alone. A document may be of one format only.</summary>
    bool Recognises(ManifestDocument document);

    /// <summary>Reads one document. Problems go to the result and end the document, or the one definition in it, that has them.</summary>
    /// <param name="document">A document that it recognises.</param>
    /// <param name="siblings">Where references are looked up: all documents of the call that this reader recognises, this one too. Only this one when <see cref="NeedsSiblings"/> is false.</param>
    /// <param name="result">Takes definitions, problems and losses.</param>
    void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result);
}
