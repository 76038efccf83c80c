using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>One page of docs/cmdlets, read. Missing sections are empty; the checks report them.</summary>
internal sealed class CommandPage
{
    /// <summary>The page's path relative to the repository, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The cmdlet's name, from the title.</summary>
    public string Name { get; set; } = "";

    public IReadOnlyList<string> Synopsis { get; set; } = [];

    public IReadOnlyList<string> Description { get; set; } = [];

    public List<DocumentedParameter> Parameters { get; } = [];

    public List<DocumentedType> Inputs { get; } = [];

    public List<DocumentedType> Outputs { get; } = [];

    public IReadOnlyList<string> Notes { get; set; } = [];

    public List<DocumentedExample> Examples { get; } = [];

    public List<RelatedLink> RelatedLinks { get; } = [];

    /// <summary>The line of each section's heading.</summary>
    public Dictionary<string, int> SectionLines { get; } = [];

    /// <summary>Links to other pages anywhere in this one, as written.</summary>
    public List<PageReference> References { get; } = [];
}
