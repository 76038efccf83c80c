using System.Text.RegularExpressions;

namespace ProgressiveSlo.Build;

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
        var list = ManifestList.Find(manifest, key);
        if (list is null)
        {
            problems.Add(new Problem(File, 1, ProblemCodes.ExportsDiffer, $"{key} is missing."));
            return;
        }
        var names = existing.ToList();
        foreach (var name in names.Except(list.Names, StringComparer.OrdinalIgnoreCase))
            problems.Add(new Problem(File, list.Line, ProblemCodes.ExportsDiffer, $"{key} lacks '{name}'."));
        foreach (var name in list.Names.Except(names, StringComparer.OrdinalIgnoreCase))
            problems.Add(new Problem(File, list.Line, ProblemCodes.ExportsDiffer, $"{key} names '{name}', which does not exist."));
    }
}

/// <summary>
/// A list of names in a module manifest. The manifest is a PowerShell file, but one of a plain shape: a key and quoted
/// names, which is all that is read here. Anything else is found by the tests, which import the module.
/// </summary>
internal sealed partial record ManifestList(int Line, IReadOnlyList<string> Names)
{
    public static ManifestList? Find(string manifest, string key)
    {
        foreach (Match match in Entry().Matches(manifest))
        {
            if (!match.Groups["key"].Value.Equals(key, StringComparison.OrdinalIgnoreCase))
                continue;
            var value = Comment().Replace(match.Groups["value"].Value, "");
            var line = manifest.AsSpan(0, match.Groups["key"].Index).Count('\n') + 1;
            return new ManifestList(line, Quoted().Matches(value).Select(m => m.Groups["name"].Value).ToList());
        }
        return null;
    }

    [GeneratedRegex("""^[ \t]*(?<key>\w+)[ \t]*=[ \t]*(?<value>@\([^)]*\)|[^@\s][^\r\n]*)""", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("""#[^\r\n]*""")]
    private static partial Regex Comment();

    [GeneratedRegex("""(?<quote>['"])(?<name>[^'"]*)\k<quote>""")]
    private static partial Regex Quoted();
}
