using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>
/// Keys or columns that mean nothing, each told once: a misspelt optional one would change nothing without a word, and a CSV file has it in
/// every row.
/// </summary>
/// <param name="what"><c>key</c> or <c>column</c>.</param>
/// <param name="suggest">The known name that one was probably meant to be, or null.</param>
internal sealed class UnknownKeys(string what, Func<string, string?> suggest)
{
    private const int MostListed = 10;

    // An object may have any number of properties.
    private const int Most = 1000;

    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _new = [];

    /// <summary>Takes a name that means nothing.</summary>
    public void Add(string key)
    {
        if (_told.Count < Most && _told.Add(key))
            _new.Add(key);
    }

    /// <summary>The warnings about those that have come since the last time; the ones without a suggestion are one.</summary>
    public IReadOnlyList<string> Take()
    {
        if (_new.Count == 0)
            return [];
        var all = _new.Select(k => (Name: $"'{ServiceName.Printable(k)}'", Meant: suggest(k))).ToArray();
        _new.Clear();
        var warnings = all.Where(k => k.Meant is not null)
            .Select(k => $"The {what} {k.Name} is not known and was left out. Did you mean {k.Meant}?")
            .ToList();
        var others = all.Where(k => k.Meant is null).Select(k => k.Name).ToArray();
        var listed = string.Join(", ", others.Take(MostListed));
        if (others.Length == 1)
            warnings.Add($"The {what} {listed} is not known and was left out.");
        else if (others.Length > 1)
            warnings.Add(
                $"The {what}s {listed}"
                    + (others.Length > MostListed ? $" and {CountText.Whole(others.Length - MostListed)} more" : "")
                    + " are not known and were left out."
            );
        return warnings;
    }
}
