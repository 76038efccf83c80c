using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Staging.Checks;

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
            string value = Comment().Replace(match.Groups["value"].Value, "");
            int line = manifest.AsSpan(0, match.Groups["key"].Index).Count('\n') + 1;
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
