using ProgressiveSlo.Formats.Html;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>States in a page: a word, a shape and a color, and never the color alone.</summary>
internal static class StateText
{
    /// <summary>The verdict in words; null is not judged.</summary>
    public static string Of(Verdict? verdict) => verdict is { } known ? ReadinessText.Describe(known) : "Not judged";

    /// <summary>Writes a verdict.</summary>
    public static void Write(HtmlWriter html, Verdict? verdict) =>
        Write(
            html,
            verdict switch
            {
                Verdict.Ready => ("●", "met"),
                Verdict.NotReady => ("◆", "missed"),
                Verdict.InsufficientEvidence => ("▲", "risk"),
                _ => ("○", "neutral"),
            },
            Of(verdict)
        );

    /// <summary>Writes how a check came out.</summary>
    public static void Write(HtmlWriter html, ReadinessCheck check) =>
        Write(
            html,
            check.Outcome switch
            {
                CheckStatus.Pass => ("●", "met"),
                CheckStatus.Fail => ("◆", "missed"),
                CheckStatus.Unknown => ("▲", "risk"),
                _ => ("○", "neutral"),
            },
            check.Status
        );

    /// <summary>The name of a check as words: <c>ConsecutiveDays</c> → <c>Consecutive days</c>.</summary>
    public static string Words(string name)
    {
        var words = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
                words.Append(' ').Append(char.ToLowerInvariant(name[i]));
            else
                words.Append(name[i]);
        }

        return words.ToString();
    }

    private static void Write(HtmlWriter html, (string Shape, string Style) state, string word) =>
        html.Begin("span", "class", "state").Element("b", state.Shape, "class", state.Style, "aria-hidden", "true").Text(word).End();
}
