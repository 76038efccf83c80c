using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Framework;

/// <summary>What is run: golden files, reference numbers, and each fixture that the repository has, by every reader.</summary>
internal static class Cases
{
    // Written by the project itself, so reading and writing gives the same bytes.
    private static readonly string[] Plans = ["plan.yaml", "template-plan.yaml"];
    private static readonly string[] Migrations = ["Migration/migration.yaml"];

    private static readonly string[] FixtureFolders =
    [
        "docs/examples",
        "src/ProgressiveSlo.Formats",
        "tests/ProgressiveSlo.Formats.Tests",
        "tests/ProgressiveSlo.Core.Tests",
        "tests/ProgressiveSlo.Framework/Fixtures",
    ];

    private static readonly (string File, string Format)[] Manifests =
    [
        ("slo-dev.yaml", "SloDev"),
        ("OpenSlo/basket.yaml", "OpenSlo"),
        ("Pyrra/ratio.yaml", "Pyrra"),
        ("Pyrra/latency.yaml", "Pyrra"),
        ("Pyrra/native.yaml", "Pyrra"),
        ("Pyrra/gauge.yaml", "Pyrra"),
    ];

    /// <summary>Every case: its name, and what gives its text or throws.</summary>
    public static IEnumerable<(string Name, Func<string> Run)> All(string repository)
    {
        var golden = Path.Combine(repository, "tests", "ProgressiveSlo.Formats.Tests", "Golden");
        foreach (var file in Plans)
            yield return ("golden plan " + file, () => Same(golden, file, Documents.RewritePlan));
        foreach (var file in Migrations)
            yield return ("golden migration " + file, () => Same(golden, file, Documents.RewriteMigration));
        foreach (var (file, format) in Manifests)
            yield return ($"golden {format} {file}", () => Same(golden, file, text => Documents.Convert(text, format)));
        yield return (
            "golden Sloth rules",
            () =>
                Equal(
                    Read(golden, "Sloth/ledger.rules.yaml"),
                    Documents.Convert(Read(golden, "Sloth/ledger.yaml"), "PrometheusRule", sloth: true)
                )
        );

        var vectors = Path.Combine(repository, "tests", "ProgressiveSlo.Core.Tests", "Statistics", "Vectors");
        foreach (var (file, check) in Numbers.Checks)
            yield return ("numbers " + file, () => check(Vector.Read(Path.Combine(vectors, file))));

        yield return ("numbers as text", Numbers.Texts);

        var files = Fixtures(repository).ToArray();
        if (files.Length < 20)
            throw new InvalidDataException($"{repository} has {files.Length} fixtures. Run this in the whole repository.");
        foreach (var file in files)
        {
            var (name, text) = (file.Substring(repository.Length + 1).Replace('\\', '/'), File.ReadAllText(file).Replace("\r\n", "\n"));
            yield return (name, () => string.Concat(Documents.Readers.Select(r => $"## as {r.Name}\n{r.Read(text, name)}\n")));
        }
    }

    private static IEnumerable<string> Fixtures(string repository) =>
        FixtureFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(repository, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".csv")
            .Where(file => !file.Substring(repository.Length).Split('/', '\\').Any(part => part is "bin" or "obj"))
            .OrderBy(file => file, StringComparer.Ordinal);

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file)).Replace("\r\n", "\n");

    private static string Same(string folder, string file, Func<string, string> rewrite) =>
        Equal(Read(folder, file), rewrite(Read(folder, file)));

    private static string Equal(string expected, string actual) =>
        actual == expected ? actual : throw new InvalidDataException($"The golden file is different. This was written:\n{actual}");
}
