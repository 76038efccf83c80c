namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>Reads the file of GITHUB_OUTPUT as EnvFileKeyValuePairs of actions/runner does.</summary>
internal static class AgentOutputs
{
    public static Dictionary<string, string> Read(string text)
    {
        var outputs = new Dictionary<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var equals = lines[i].IndexOf('=', StringComparison.Ordinal);
            var heredoc = lines[i].IndexOf("<<", StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                outputs[lines[i][..equals]] = lines[i][(equals + 1)..];
                continue;
            }

            if (heredoc < 0)
                throw new FormatException($"Invalid format '{lines[i]}'");
            var (name, delimiter) = (lines[i][..heredoc], lines[i][(heredoc + 2)..]);
            var value = new List<string>();
            while (lines[++i] != delimiter)
                value.Add(lines[i]);
            outputs[name] = string.Join('\n', value);
        }

        return outputs;
    }
}
