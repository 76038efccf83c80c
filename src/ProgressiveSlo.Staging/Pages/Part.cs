using System.Collections.Generic;
using Markdig.Syntax;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>A heading and the blocks below it. The part before the first heading has none.</summary>
internal sealed record Part(HeadingBlock? Heading, List<Block> Blocks)
{
    public int Line => (Heading?.Line ?? 0) + 1;

    /// <summary>Cuts blocks at the headings of one level. The first part always exists and may be empty.</summary>
    public static IReadOnlyList<Part> Split(IEnumerable<Block> blocks, int level)
    {
        var parts = new List<Part> { new(null, []) };
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
                parts.Add(new Part(heading, []));
            else
                parts[^1].Blocks.Add(block);
        }
        return parts;
    }
}
