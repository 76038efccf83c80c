using System.Text;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>Where a terminal of a given width puts the end of a text that starts at the left edge.</summary>
internal readonly record struct LineLayout(int Row, int Column)
{
    public static LineLayout Of(string text, int width)
    {
        int row = 0;
        int column = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                row++;
                column = 0;
                continue;
            }

            int cells = CellWidth.Of(rune);
            if (column + cells > width)
            {
                row++;
                column = 0;
            }

            column += cells;
        }

        // A full row leaves the cursor on its last cell; the next character goes to the next row.
        return column == width ? new LineLayout(row + 1, 0) : new LineLayout(row, column);
    }
}
