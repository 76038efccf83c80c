using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Staging.Cmdlets;
using ProgressiveSlo.Staging.Problems;

namespace ProgressiveSlo.Staging.Checks;

/// <summary>The manifest exports exactly the cmdlets and aliases that exist: what it omits, a user never sees.</summary>
internal static class ManifestChecks
{
    public const string File = "module/ProgressiveSlo.psd1";

    public static void Run(string manifest, IReadOnlyList<CmdletModel> cmdlets, List<Problem> problems)
    {
        Compare(manifest, "CmdletsToExport", cmdlets.Select(c => c.Name), problems);
        Compare(manifest, "AliasesToExport", cmdlets.SelectMany(c => c.Aliases), problems);
    }

    private static void Compare(string manifest, string key, IEnumerable<string> existing, List<Problem> problems)
    {
        ManifestList? list = ManifestList.Find(manifest, key);
        if (list is null)
        {
            problems.Add(new Problem(File, 1, ProblemCodes.ExportsDiffer, $"{key} is missing."));
            return;
        }
        List<string> names = existing.ToList();
        foreach (string name in names.Except(list.Names, StringComparer.OrdinalIgnoreCase))
            problems.Add(new Problem(File, list.Line, ProblemCodes.ExportsDiffer, $"{key} lacks '{name}'."));
        foreach (string name in list.Names.Except(names, StringComparer.OrdinalIgnoreCase))
            problems.Add(new Problem(File, list.Line, ProblemCodes.ExportsDiffer, $"{key} names '{name}', which does not exist."));
    }
}
