using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Staging.Problems;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>All pages of docs/cmdlets. README.md describes the format and is no page.</summary>
internal sealed class PageSet
{
    public const string Folder = "docs/cmdlets";

    private PageSet(string folderPath, IReadOnlyList<CommandPage> pages) => (FolderPath, Pages) = (folderPath, pages);

    public string FolderPath { get; }

    public IReadOnlyList<CommandPage> Pages { get; }

    public static PageSet Read(string repository, List<Problem> problems)
    {
        string folder = Path.Combine(repository, Folder);
        List<CommandPage> pages = Directory.GetFiles(folder, "*.md")
            .Select(f => Path.GetFileName(f))
            .Where(n => !n.Equals("README.md", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(n => CommandPageReader.Read($"{Folder}/{n}", File.ReadAllText(Path.Combine(folder, n)), problems))
            .ToList();
        return new PageSet(folder, pages);
    }

    /// <summary>By file name: a wrong title is one problem, not two.</summary>
    public CommandPage? Find(string cmdlet) =>
        Pages.FirstOrDefault(p => Path.GetFileNameWithoutExtension(p.File) == cmdlet);
}
