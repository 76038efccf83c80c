namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>
/// A command as an agent reads it from a line of output. Written after the agents' own parsers: the order of their steps is what matters.
/// </summary>
internal sealed record AgentCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data)
{
    /// <summary>
    /// Azure Pipelines: Command.TryParse and CommandStringConvertor.Unescape of microsoft/azure-pipelines-agent. Null when the line is not
    /// a command.
    /// </summary>
    public static AgentCommand? OfAzure(string line, bool unescapePercents = true)
    {
        // The agent searches by culture there; ordinal and without case finds no less in what is tested here.
        var start = line.IndexOf("##vso[", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        if (end < 0)
            return null;
        var head = line[(start + 6)..end];
        var space = head.IndexOf(' ');
        var name = space < 0 ? head : head[..space];
        if (name.Split('.', StringSplitOptions.RemoveEmptyEntries).Length != 2)
            return null;
        return new AgentCommand(name, Pairs(space > 0 ? head[(space + 1)..] : "", ';', Unescape), Unescape(line[(end + 1)..]));

        string Unescape(string text)
        {
            text = text.Replace("%3B", ";").Replace("%0D", "\r").Replace("%0A", "\n").Replace("%5D", "]");
            return unescapePercents ? text.Replace("%AZP25", "%") : text;
        }
    }

    /// <summary>
    /// GitHub Actions: ActionCommand.TryParseV2, then TryParse, of actions/runner, with every name taken for a known command.
    /// </summary>
    public static AgentCommand? OfGitHub(string line) => OfGitHubColons(line.TrimStart()) ?? OfGitHubBracket(line);

    private static AgentCommand? OfGitHubColons(string line)
    {
        if (!line.StartsWith("::", StringComparison.Ordinal))
            return null;
        var end = line.IndexOf("::", 2, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var head = line[2..end];
        var space = head.IndexOf(' ');
        return new AgentCommand(
            space < 0 ? head : head[..space],
            Pairs(
                space > 0 ? head[(space + 1)..].Trim() : "",
                ',',
                text => text.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%3A", ":").Replace("%2C", ",").Replace("%25", "%")
            ),
            line[(end + 2)..].Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%")
        );
    }

    private static AgentCommand? OfGitHubBracket(string line)
    {
        var start = line.IndexOf("##[", StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        return end < 0 ? null : new AgentCommand(line[(start + 3)..end], new Dictionary<string, string>(), line[(end + 1)..]);
    }

    private static Dictionary<string, string> Pairs(string text, char separator, Func<string, string> unescape) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2, StringSplitOptions.RemoveEmptyEntries))
            .Where(p => p.Length == 2)
            .ToDictionary(p => p[0], p => unescape(p[1]), StringComparer.OrdinalIgnoreCase);

    /// <summary>The lines as a process's output is read: they end at CR, LF or both.</summary>
    public static IReadOnlyList<string> Lines(string output) => output.Split(["\r\n", "\r", "\n"], StringSplitOptions.None);
}
