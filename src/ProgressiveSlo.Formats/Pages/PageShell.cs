using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Html;

namespace ProgressiveSlo.Formats.Pages;

/// <summary>What every page has around its sections: style and policy, title and answer, the data as JSON, the script.</summary>
internal static class PageShell
{
    // Read once; the texts are data of the product and never change.
    private static readonly Lazy<string> _style = new(() => "\n" + EmbeddedResources.Read("page/page.css").Replace("\r\n", "\n"));
    private static readonly Lazy<string> _script = new(() => "\n" + EmbeddedResources.Read("page/page.js").Replace("\r\n", "\n"));

    private static readonly Regex _date = new("[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.CultureInvariant);

    /// <summary>Writes a page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="title">Its title, such as <c>SLO plan: checkout</c>.</param>
    /// <param name="answer">The sentence that answers the question of the page.</param>
    /// <param name="json">The data of the page as JSON that escapes itself; null for none.</param>
    /// <param name="made">When it was made, for its last line.</param>
    /// <param name="write">Writes the sections.</param>
    public static void Write(TextWriter output, string title, string answer, string? json, string made, Action<HtmlWriter> write)
    {
        output.Write("<!DOCTYPE html>\n");
        var html = new HtmlWriter(output);
        html.Begin("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml")
            .Begin("head")
            .Empty("meta", "charset", "utf-8")
            .Empty("meta", "http-equiv", "Content-Security-Policy", "content", Policy())
            .Empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
            .Empty("meta", "name", "color-scheme", "content", "light dark")
            .Element("title", title)
            .Begin("style")
            .Content(_style.Value)
            .End()
            .End()
            .Begin("body")
            .Begin("header")
            .Element("h1", title)
            .Begin("p", "class", "answer");
        WriteAnswer(html, answer);
        html.End().End().Begin("main");
        write(html);
        html.End().Begin("footer").Element("p", made).End();
        if (json is not null)
            html.Begin("script", "type", "application/json", "id", "data").Content(json).End();
        html.Begin("script").Content(_script.Value).End().End().End();
    }

    // Browsers break lines at the hyphens of a date.
    private static void WriteAnswer(HtmlWriter html, string answer)
    {
        var from = 0;
        foreach (Match date in _date.Matches(answer))
        {
            html.Text(answer.Substring(from, date.Index - from)).Element("span", date.Value, "class", "date");
            from = date.Index + date.Length;
        }

        html.Text(answer.Substring(from));
    }

    // The page may run its own script and style, and nothing else: no request, and no script that a text brought along.
    private static string Policy() =>
        $"default-src 'none'; script-src {Hash(_script.Value)}; style-src {Hash(_style.Value)}; base-uri 'none'; form-action 'none'";

    private static string Hash(string content)
    {
        using var sha = SHA256.Create();
        return "'sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(content))) + "'";
    }
}
