namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>
/// The text block of an example, compared line by line. Trailing space and empty lines around the whole do not count;
/// a line <c>...</c> stands for any number of lines.
/// </summary>
internal sealed class ExpectedOutput(string block)
{
    private const string AnyLines = "...";

    private readonly List<string> _expected = Lines(block);

    public bool Matches(string actual) => Matches(0, Lines(actual), 0);

    private bool Matches(int from, List<string> actual, int at)
    {
        for (; from < _expected.Count; from++, at++)
        {
            if (_expected[from].Trim() == AnyLines)
                return Enumerable.Range(at, actual.Count - at + 1).Any(next => Matches(from + 1, actual, next));
            if (at == actual.Count || actual[at] != _expected[from])
                return false;
        }
        return at == actual.Count;
    }

    private static List<string> Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()).ToList();
        var first = lines.FindIndex(l => l.Length > 0);
        var last = lines.FindLastIndex(l => l.Length > 0);
        return first < 0 ? [] : lines.GetRange(first, last - first + 1);
    }
}
