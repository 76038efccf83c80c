using System.Collections.Generic;
using System.Text;

namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>
/// Writes logging commands of Azure Pipelines, so that the agent reads back what was meant. It unescapes as Command.cs and
/// CommandStringConvertor.cs of microsoft/azure-pipelines-agent do: the properties end at the first ']', a property at ';',
/// and %AZP25 becomes '%' last of all. A property value must not begin with '=': the agent has no way to say that.
/// </summary>
internal static class AzureCommand
{
    /// <summary>One line.</summary>
    /// <param name="name">Area and event: <c>task.logissue</c>.</param>
    /// <param name="properties">Names and values in order; empty values are left out.</param>
    /// <param name="data">What stands after the bracket.</param>
    public static string Text(string name, IEnumerable<KeyValuePair<string, string>> properties, string data)
    {
        var line = new StringBuilder("##vso[").Append(name);
        var separator = ' ';
        foreach (var property in properties)
        {
            if (property.Value.Length == 0)
                continue;
            line.Append(separator).Append(property.Key).Append('=').Append(Property(property.Value));
            separator = ';';
        }

        return line.Append(']').Append(Data(data)).ToString();
    }

    private static string Data(string text) => text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(";", "%3B").Replace("]", "%5D");
}
