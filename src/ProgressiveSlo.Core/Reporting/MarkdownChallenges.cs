using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Reporting;

/// <summary>The last section of reports: the challenges behind what they list, each once, with what helps.</summary>
internal static class MarkdownChallenges
{
    /// <summary>Writes the section; nothing when there is no challenge.</summary>
    /// <param name="remarks">What the report lists: the code, and the challenge behind it.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IEnumerable<(string Code, Challenge? Challenge)> remarks, TextWriter output)
    {
        var challenges = remarks.Where(r => r.Challenge is not null).GroupBy(r => r.Challenge!.Name).ToArray();
        if (challenges.Length == 0)
            return;
        output.Write("\n## What helps\n");
        foreach (var challenge in challenges)
        {
            output.Write($"\n### {MarkdownText.Escape(challenge.Key)}\n\n");
            output.Write($"Behind {string.Join(", ", challenge.Select(r => r.Code).Distinct().Select(MarkdownText.Escape))}:\n\n");
            foreach (var help in challenge.First().Challenge!.Helps)
                output.Write($"- {MarkdownText.Escape(help)}\n");
        }
    }
}
