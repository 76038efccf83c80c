using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>
/// A list of arguments as one text that is taken apart into the same list again. netstandard2.0 has no list of arguments; the rules are
/// those of CommandLineToArgvW, which .NET follows on every system.
/// </summary>
internal static class ArgumentText
{
    public static string Of(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        var slashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                slashes++;
                continue;
            }

            // Backslashes count only before a quote.
            quoted.Append('\\', c == '"' ? (2 * slashes) + 1 : slashes).Append(c);
            slashes = 0;
        }

        return quoted.Append('\\', 2 * slashes).Append('"').ToString();
    }
}
