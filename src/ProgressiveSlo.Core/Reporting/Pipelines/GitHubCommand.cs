using System.Collections.Generic;
using System.Text;

namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>
/// Writes workflow commands of GitHub Actions, so that the runner reads back what was meant: it unescapes as ActionCommand.cs of
/// actions/runner does (properties end at '::', a property at ',', %25 becomes '%' last of all). A property value must not begin with '=',
/// and the last one must not end in a space: the runner has no way to say that.
/// </summary>
internal static class GitHubCommand
{
    /// <summary>One line.</summary>
    /// <param name="name">The command: <c>error</c>.</param>
    /// <param name="properties">Names and values in order; empty values are left out.</param>
    /// <param name="data">What stands after the second pair of colons.</param>
    public static string Text(string name, IEnumerable<KeyValuePair<string, string>> properties, string data)
    {
        var line = new StringBuilder("::").Append(name);
        var separator = ' ';
        foreach (var property in properties)
        {
            if (property.Value.Length == 0)
                continue;
            line.Append(separator).Append(property.Key).Append('=').Append(Property(property.Value));
            separator = ',';
        }

        return line.Append("::").Append(Data(data)).ToString();
    }

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
