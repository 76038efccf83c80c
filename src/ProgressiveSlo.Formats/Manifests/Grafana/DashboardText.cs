using ProgressiveSlo.Reporting;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Text from outside, for titles and descriptions.</summary>
internal static class DashboardText
{
    // Grafana knows no escape for $name, ${name} and [[name]]; a zero-width space after their first sign keeps them text.
    private const string Break = "\u200B";

    /// <summary>A text for a title: no part of it is taken for a variable.</summary>
    public static string Title(string text) => text.Replace("$", "$" + Break).Replace("[[", "[" + Break + "[");

    /// <summary>A text for a description, which Grafana shows as Markdown.</summary>
    public static string Markdown(string text) => Title(MarkdownText.Escape(text));
}
