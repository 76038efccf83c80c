using ProgressiveSlo.Testing;

namespace ProgressiveSlo.PowerShell.Tests.Walks;

/// <summary>The PowerShell that a page shows below a heading, as a reader would copy it.</summary>
internal static class DocumentedScript
{
    private const string Fence = "```";

    /// <summary>A block, without the lines that call git.</summary>
    /// <param name="page">Path in the repository.</param>
    /// <param name="heading">The heading, without its marks.</param>
    /// <param name="index">Which of the blocks below it, 0 being the first.</param>
    public static string Read(string page, string heading, int index)
    {
        var blocks = Blocks(Repository.Read(page).ReplaceLineEndings("\n").Split('\n'), heading);
        return index < blocks.Count
            ? string.Join('\n', blocks[index].Where(l => !l.StartsWith("git ", StringComparison.Ordinal)))
            : throw new InvalidOperationException(
                $"{page} has {blocks.Count} blocks below '{heading}', and block {index + 1} is asked for."
            );
    }

    // What looks like a heading in a block is none.
    private static List<List<string>> Blocks(string[] lines, string heading)
    {
        var blocks = new List<List<string>>();
        var (isBelow, isInside) = (false, false);
        List<string>? block = null;
        foreach (var line in lines)
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isInside = !isInside;
                block = null;
                if (isInside && isBelow && line == Fence + "powershell")
                    blocks.Add(block = []);
            }
            else if (isInside)
                block?.Add(line);
            else if (line.StartsWith('#'))
                isBelow = line.TrimStart('#').Trim() == heading;
        }

        return blocks;
    }
}
