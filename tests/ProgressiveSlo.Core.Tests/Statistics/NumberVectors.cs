using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// Reference numbers: the project's own selection in Vectors/, and all of them where a folder shared/fixtures/numbers lies beside
/// the repository.
/// </summary>
internal static class NumberVectors
{
    /// <summary>The rows of a file, as cells by the names of the first line; those of the project first.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        var own = Path.Combine(AppContext.BaseDirectory, "Statistics", "Vectors", file);
        return Read(own).Concat(Shared(file));
    }

    /// <summary>The rows of a file beside the repository; none when it is not there.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Shared(string file) => Find(file) is { } path ? Read(path) : [];

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    public static decimal Decimal(this IReadOnlyDictionary<string, string> row, string column) => decimal.Parse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture);

    public static long Whole(this IReadOnlyDictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second));
    }

    private static string? Find(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures", "numbers", file);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
