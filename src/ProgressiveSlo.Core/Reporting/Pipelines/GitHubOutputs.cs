using System.Collections.Generic;
using System.Text;

namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>
/// Writes output variables for the file that GITHUB_OUTPUT names, in the form with a delimiter, as EnvFileKeyValuePairs in
/// FileCommandManager.cs of actions/runner reads it: a value ends at the first line that is the delimiter.
/// </summary>
internal static class GitHubOutputs
{
    /// <summary>The text to append; every value is read back as it is.</summary>
    /// <param name="outputs">Names (letters and digits) and values.</param>
    public static string Text(IEnumerable<KeyValuePair<string, string>> outputs)
    {
        var text = new StringBuilder();
        foreach (var output in outputs)
        {
            var delimiter = Delimiter(output.Value);
            text.Append(output.Key).Append("<<").Append(delimiter).Append('\n')
                .Append(output.Value).Append('\n')
                .Append(delimiter).Append('\n');
        }

        return text.ToString();
    }

    // The whole value is known here, so the delimiter needs no luck: it is made longer until the value does not hold it.
    private static string Delimiter(string value)
    {
        var delimiter = "SLO_END";
        while (value.Contains(delimiter))
            delimiter += "_";
        return delimiter;
    }
}
