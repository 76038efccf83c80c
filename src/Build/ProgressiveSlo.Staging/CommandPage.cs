namespace ProgressiveSlo.Build;

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

/// <summary>One example of a page.</summary>
/// <param name="Number">Its number on the page, from 1.</param>
/// <param name="Output">The text block below the code: the exact output or error; null when the page shows none.</param>
/// <param name="IsError">True when <paramref name="Output"/> is the message of an error that the example shows on purpose.</param>
internal sealed record DocumentedExample(
    int Number,
    string Title,
    int Line,
    IReadOnlyList<string> Introduction,
    string Code,
    string? Output,
    bool IsError,
    IReadOnlyList<string> Remarks
);

/// <summary>What a page says about one parameter.</summary>
/// <param name="Name">The name without the dash.</param>
/// <param name="Default">The text after <c>Default:</c>, or null when the page gives none.</param>
internal sealed record DocumentedParameter(string Name, int Line, IReadOnlyList<string> Text, string? Default);

/// <summary>A type under Inputs or Outputs. The name <c>None</c> says that there is nothing to give or get.</summary>
internal sealed record DocumentedType(string Name, int Line, IReadOnlyList<string> Text)
{
    public bool IsNone => string.Equals(Name, "None", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One bullet of Related links.</summary>
/// <param name="Uri">The address of a web page; null for another page of this documentation.</param>
internal sealed record RelatedLink(string Text, string? Uri);

/// <summary>A relative link as it stands in a page.</summary>
internal sealed record PageReference(string Target, int Line);

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

    public static IReadOnlyList<string> All { get; } = [Description, Parameters, Inputs, Outputs, Notes, Examples, RelatedLinks];
}

/// <summary>All pages of docs/cmdlets. README.md describes the format and is not a page.</summary>
internal sealed class PageSet
{
    public const string Folder = "docs/cmdlets";

    private PageSet(string folderPath, IReadOnlyList<CommandPage> pages) => (FolderPath, Pages) = (folderPath, pages);

    public string FolderPath { get; }

    public IReadOnlyList<CommandPage> Pages { get; }

    public static PageSet Read(string repository, List<Problem> problems)
    {
        var folder = Path.Combine(repository, Folder);
        var pages = Directory
            .GetFiles(folder, "*.md")
            .Select(f => Path.GetFileName(f))
            .Where(n => !n.Equals("README.md", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(n => CommandPageReader.Read($"{Folder}/{n}", File.ReadAllText(Path.Combine(folder, n)), problems))
            .ToList();
        return new PageSet(folder, pages);
    }

    /// <summary>By file name: a wrong title is one problem, not two.</summary>
    public CommandPage? Find(string cmdlet) => Pages.FirstOrDefault(p => Path.GetFileNameWithoutExtension(p.File) == cmdlet);
}
