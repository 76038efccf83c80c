using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Formats.Tests.Linting.Labelled;

/// <summary>One input and what somebody who knows says of it, written down before the lint saw it.</summary>
/// <param name="Code">The code that the label is about.</param>
/// <param name="IsPositive">Whether the input has what the code stands for.</param>
/// <param name="Name">The input in short.</param>
/// <param name="Text">The document.</param>
internal sealed record LabelledCase(string Code, bool IsPositive, string Name, string Text)
{
    /// <summary>Whether the lint says so.</summary>
    public bool IsFound() => Linter.LintText(Text, LintOptions.Default).Any(f => f.Code == Code);

    /// <summary>All cases of the repository.</summary>
    public static IReadOnlyList<LabelledCase> All() => Fixtures.Own.Files("lint", "*.yaml").SelectMany(Read).ToArray();

    private static IEnumerable<LabelledCase> Read(string path)
    {
        var root = (YamlMap)YamlLoader.Load(File.ReadAllText(path), path, DocumentLimits.Default).Single();
        var code = ((YamlScalar)root.Find("code")!).Value;
        foreach (var (key, isPositive) in new[] { ("found", true), ("sound", false) })
        {
            foreach (var item in ((YamlList)root.Find(key)!).Items.Cast<YamlMap>())
            {
                var values = item.Entries.ToDictionary(e => e.Key.Value, e => e.Value, StringComparer.Ordinal);
                var text = LabelledDocument.Write(values);
                yield return new LabelledCase(code, isPositive, $"{Path.GetFileName(path)}({item.Line})", text);
            }
        }
    }
}
