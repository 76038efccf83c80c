using System.Text;

namespace ProgressiveSlo.Probes;

/// <summary>
/// Finds programs on PATH. Windows on its own would look into the current folder first, and there a repository may have
/// a program of that name.
/// </summary>
internal static class ProgramPath
{
    public static string? Find(string program, string? path)
    {
        var file = Path.DirectorySeparatorChar == '\\' ? program + ".exe" : program;
        return (path ?? "")
            .Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Trim('"'))
            .Where(IsRooted)
            .Select(f => Path.Combine(f, file))
            .FirstOrDefault(File.Exists);
    }

    private static bool IsRooted(string folder)
    {
        try
        {
            return Path.IsPathRooted(folder);
        }
        catch (ArgumentException)
        {
            // A character that no path has.
            return false;
        }
    }
}

/// <summary>
/// A list of arguments as one text that is taken apart into the same list again. netstandard2.0 has no list of arguments; the rules are
/// those of CommandLineToArgvW, which .NET follows on every system.
/// </summary>
internal static class ArgumentEncoding
{
    public static string Join(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        var slashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                slashes++;
                continue;
            }

            // Backslashes count only before a quote.
            quoted.Append('\\', c == '"' ? (2 * slashes) + 1 : slashes).Append(c);
            slashes = 0;
        }

        return quoted.Append('\\', 2 * slashes).Append('"').ToString();
    }
}
