using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ProgressiveSlo.Reporting.Pipelines;

/// <summary>
/// Writes commands for the agent of a pipeline, so that the agent reads back what was meant. A property value must not begin with '=', and
/// the last one of GitHub must not end in a space: the agents have no way to say that.
/// </summary>
internal sealed class PipelineCommand
{
    private readonly string _open;
    private readonly string _close;
    private readonly char _separator;
    private readonly (string Text, string Escaped)[] _data;
    private readonly (string Text, string Escaped)[] _property;

    private PipelineCommand(string open, string close, char separator, (string, string)[] data, (string, string)[] property)
    {
        _open = open;
        _close = close;
        _separator = separator;
        _data = data;
        _property = property;
    }

    /// <summary>
    /// Logging commands of Azure Pipelines. Source: Command.cs and CommandStringConvertor.cs of microsoft/azure-pipelines-agent. The
    /// properties end at the first ']', a property at ';', and %AZP25 becomes '%' last of all.
    /// </summary>
    public static PipelineCommand Azure { get; } = new(
        "##vso[", "]", ';', [("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A")], [(";", "%3B"), ("]", "%5D")]);

    /// <summary>
    /// Workflow commands of GitHub Actions. Source: ActionCommand.cs of actions/runner. The properties end at '::', a property at ',', and
    /// %25 becomes '%' last of all.
    /// </summary>
    public static PipelineCommand GitHub { get; } = new(
        "::", "::", ',', [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")], [(":", "%3A"), (",", "%2C")]);

    /// <summary>One line.</summary>
    /// <param name="name">What the agent is to do: <c>task.logissue</c>, <c>error</c>.</param>
    /// <param name="properties">Names and values in order; empty values are left out.</param>
    /// <param name="data">What stands behind them.</param>
    public string Text(string name, IEnumerable<KeyValuePair<string, string>> properties, string data)
    {
        var line = new StringBuilder(_open).Append(name);
        var separator = ' ';
        foreach (var property in properties.Where(p => p.Value.Length > 0))
        {
            line.Append(separator).Append(property.Key).Append('=').Append(Escape(Escape(property.Value, _data), _property));
            separator = _separator;
        }

        return line.Append(_close).Append(Escape(data, _data)).ToString();
    }

    private static string Escape(string text, (string Text, string Escaped)[] pairs) => pairs.Aggregate(text, (t, pair) => t.Replace(pair.Text, pair.Escaped));
}
