using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>The sections that a page may have.</summary>
internal static class SectionNames
{
    public const string Description = "Description";
    public const string Parameters = "Parameters";
    public const string Inputs = "Inputs";
    public const string Outputs = "Outputs";
    public const string Notes = "Notes";
    public const string Examples = "Examples";
    public const string RelatedLinks = "Related links";

    public static IReadOnlyList<string> All { get; } =
        [Description, Parameters, Inputs, Outputs, Notes, Examples, RelatedLinks];
}
