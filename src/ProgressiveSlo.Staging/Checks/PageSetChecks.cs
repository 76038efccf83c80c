using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Staging.Cmdlets;
using ProgressiveSlo.Staging.Pages;
using ProgressiveSlo.Staging.Problems;

namespace ProgressiveSlo.Staging.Checks;

/// <summary>Checks that cmdlets and pages pair up, and each pair.</summary>
internal static class PageSetChecks
{
    public static void Run(IReadOnlyList<CmdletModel> cmdlets, PageSet pages, List<Problem> problems)
    {
        foreach (CmdletModel cmdlet in cmdlets)
        {
            if (pages.Find(cmdlet.Name) is { } page)
                new PageChecks(cmdlet, page, problems).Run();
            else
                problems.Add(new Problem($"{PageSet.Folder}/{cmdlet.Name}.md", 0, ProblemCodes.CmdletWithoutPage, $"The cmdlet {cmdlet.Name} has no page."));
        }
        foreach (CommandPage page in pages.Pages)
        {
            string fileName = Path.GetFileNameWithoutExtension(page.File);
            if (page.Name.Length > 0 && page.Name != fileName)
                problems.Add(new Problem(page.File, 1, ProblemCodes.MalformedPage, $"The title is '{page.Name}', the file is named '{fileName}'."));
            else if (!cmdlets.Any(c => c.Name == fileName))
                problems.Add(new Problem(page.File, 1, ProblemCodes.PageWithoutCmdlet, $"There is no cmdlet {fileName}."));
            CheckReferences(page, pages.FolderPath, problems);
        }
    }

    private static void CheckReferences(CommandPage page, string folder, List<Problem> problems)
    {
        foreach (PageReference reference in page.References)
        {
            string target = Uri.UnescapeDataString(reference.Target.Split('#')[0]);
            if (target.Length > 0 && !Path.Exists(Path.Combine(folder, target)))
                problems.Add(new Problem(page.File, reference.Line, ProblemCodes.BrokenLink, $"The link '{reference.Target}' leads nowhere."));
        }
    }
}
