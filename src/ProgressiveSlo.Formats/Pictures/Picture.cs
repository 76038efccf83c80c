using ProgressiveSlo.Formats.Html;

namespace ProgressiveSlo.Formats.Pictures;

/// <summary>
/// What all pictures share: a figure with a caption, the drawing with title and description for those who do not see it, the axes, and the
/// numbers behind it as a table.
/// </summary>
internal sealed class Picture
{
    /// <summary>Width of the drawing; the page scales it.</summary>
    public const double Width = 760;

    /// <summary>Where plots begin, right of the labels of values.</summary>
    public const double Left = 64;

    /// <summary>Where plots end, left of the labels of lines.</summary>
    public const double Right = 636;

    private Picture(HtmlWriter html, double height) => (Html, Height) = (html, height);

    /// <summary>Where it is written.</summary>
    public HtmlWriter Html { get; }

    /// <summary>Height of the drawing.</summary>
    public double Height { get; }

    /// <summary>Writes a picture.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What a person who sees it would say of it, in a sentence.</param>
    /// <param name="height">Height of the drawing.</param>
    /// <param name="draw">Draws.</param>
    /// <param name="table">The numbers behind it.</param>
    public static void Write(HtmlWriter html, string title, string description, double height, Action<Picture> draw, PictureTable table)
    {
        html.Begin("figure").Element("figcaption", title).Element("p", description, "class", "note");
        html.Begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", title + ", picture")
            .Begin(
                "svg",
                "viewBox",
                $"0 0 {Coordinate.Of(Width)} {Coordinate.Of(height)}",
                "role",
                "img",
                "xmlns",
                "http://www.w3.org/2000/svg"
            )
            .Element("title", title)
            .Element("desc", description);
        draw(new Picture(html, height));
        html.End().End();
        table.Write(html, title);
        html.End();
    }

    /// <summary>Draws the lines and labels of a time axis and of a value axis.</summary>
    public void Axes(TimeAxis time, ValueAxis values)
    {
        foreach (var (value, text) in values.Ticks)
        {
            Line(time.Left, values.Y(value), time.Right, values.Y(value), "grid");
            Text(time.Left - 8, values.Y(value) + 4, text, "end");
        }

        Days(time, values.Bottom);
    }

    /// <summary>Draws the days of a time axis.</summary>
    /// <param name="time">The axis.</param>
    /// <param name="y">Where its line is.</param>
    public void Days(TimeAxis time, double y)
    {
        Line(time.Left, y, time.Right, y, "axis");
        var free = double.MinValue;
        foreach (var (x, text) in time.Ticks())
        {
            Line(x, y, x, y + 5, "axis");
            var (anchor, before) =
                x > time.Right - 20 ? ("end", 1.0)
                : x - time.Left >= 20 ? ("middle", 0.5)
                : ("start", 0.0);

            // A label that ends at the edge may reach back into the one before it, which stays.
            var left = x - before * WidthOf(text);
            if (left < free)
                continue;
            Text(x, y + 19, text, anchor);
            free = left + WidthOf(text) + 8;
        }
    }

    /// <summary>About how wide a text is, in units of the drawing: fonts differ, so this is on the wide side.</summary>
    public static double WidthOf(string text) => text.Length * 7;

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Html.Empty(
            "line",
            "class",
            style,
            "x1",
            Coordinate.Of(x1),
            "y1",
            Coordinate.Of(y1),
            "x2",
            Coordinate.Of(x2),
            "y2",
            Coordinate.Of(y2)
        );

    /// <summary>Draws a rectangle; what would be too small to see is a hair wide.</summary>
    public void Box(double x, double y, double width, double height, string style) =>
        Html.Empty(
            "rect",
            "class",
            style,
            "x",
            Coordinate.Of(x),
            "y",
            Coordinate.Of(y),
            "width",
            Coordinate.Of(Math.Max(width, 1.5)),
            "height",
            Coordinate.Of(height)
        );

    /// <summary>Writes a text.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string? style = null) =>
        Html.Element(
            "text",
            text,
            "class",
            style,
            "x",
            Coordinate.Of(x),
            "y",
            Coordinate.Of(y),
            "text-anchor",
            anchor == "start" ? null : anchor
        );

    /// <summary>Draws a path.</summary>
    public void Path(string d, string style) => Html.Empty("path", "class", style, "d", d);

    /// <summary>Draws a dot for what is met, or a diamond for what is missed: a state is never told by its color alone.</summary>
    public void Mark(double x, double y, double size, bool isMet)
    {
        if (isMet)
        {
            Html.Empty("circle", "class", "met", "cx", Coordinate.Of(x), "cy", Coordinate.Of(y), "r", Coordinate.Of(size));
            return;
        }

        var s = size * 1.5;
        Path(Coordinate.Path([(x, y - s), (x + s, y), (x, y + s), (x - s, y)]) + "Z", "missed");
    }
}

/// <summary>The numbers behind a picture. A column whose heading ends with a colon holds numbers, which stand at the right.</summary>
/// <param name="Headings">The headings.</param>
/// <param name="Rows">The cells.</param>
internal sealed record PictureTable(IReadOnlyList<string> Headings, IEnumerable<IReadOnlyList<string>> Rows)
{
    /// <summary>Writes them where a reader can open them.</summary>
    public void Write(HtmlWriter html, string title)
    {
        html.Begin("details").Element("summary", "The numbers");
        WriteTable(html, title + ", numbers");
        html.End();
    }

    /// <summary>Writes the table in a box of its own, which scrolls where it is too wide.</summary>
    public void WriteTable(HtmlWriter html, string label)
    {
        var isNumber = Headings.Select(h => h.EndsWith(":", StringComparison.Ordinal)).ToArray();
        html.Begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label)
            .Begin("table")
            .Begin("thead")
            .Begin("tr");
        for (var i = 0; i < Headings.Count; i++)
            html.Element("th", Headings[i].TrimEnd(':'), "scope", "col", "class", isNumber[i] ? "n" : null);
        html.End().End().Begin("tbody");
        foreach (var row in Rows)
        {
            html.Begin("tr");
            for (var i = 0; i < row.Count; i++)
            {
                if (i == 0)
                    html.Element("th", row[i], "scope", "row", "class", isNumber[i] ? "n" : null);
                else
                    html.Element("td", row[i], "class", isNumber[i] ? "n" : null);
            }

            html.End();
        }

        html.End().End().End();
    }
}
