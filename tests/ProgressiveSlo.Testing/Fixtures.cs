namespace ProgressiveSlo.Testing;

/// <summary>A folder of fixtures. A test that finds none fails: nothing here gives an empty list.</summary>
/// <param name="root">Full path of the folder.</param>
public sealed class Fixtures(string root)
{
    /// <summary>The fixtures of the repository, in tests/fixtures.</summary>
    public static Fixtures Own { get; } = new(System.IO.Path.Combine(Repository.Root, "tests", "fixtures"));

    /// <summary>Full path of a fixture.</summary>
    /// <param name="name">For example <c>sloth/windows/week.yaml</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string Path(string name)
    {
        var path = System.IO.Path.Combine(root, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"There is no fixture '{name}' in '{root}'.", path);
    }

    /// <summary>Full paths of the fixtures in a folder, sorted.</summary>
    /// <param name="folder">For example <c>sloth/invalid</c>; what is in folders below it does not count.</param>
    /// <param name="pattern">For example <c>*.yaml</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IReadOnlyList<string> Files(string folder, string pattern)
    {
        var path = System.IO.Path.Combine(root, folder);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal).ToArray() : [];
        return files.Length > 0 ? files : throw new InvalidOperationException($"There is no fixture '{pattern}' in '{path}'.");
    }

    /// <summary>The specs in sloth: what has rules in a file <c>.expected.yml</c> beside it.</summary>
    public IReadOnlyList<string> SlothSpecs() =>
        Files("sloth", "*.expected.yml").Select(f => f[..^".expected.yml".Length] + ".yml").ToArray();

    /// <summary>The rules that Sloth makes of a spec.</summary>
    /// <param name="spec">Full path of the spec.</param>
    public static string Expected(string spec) => System.IO.Path.ChangeExtension(spec, ".expected.yml");
}
