using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>Reference numbers: rows for one case each in Vectors/, and those of tests/fixtures/numbers, which cover ranges.</summary>
internal static class NumberVectors
{
    /// <summary>The rows of both files of a name, as cells by the names of their first line; those in Vectors/ first.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string file) =>
        Read(Path.Combine(AppContext.BaseDirectory, "Statistics", "Vectors", file)).Concat(Fixture(file));

    /// <summary>The rows of a file of tests/fixtures/numbers.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Fixture(string file) => Read(Fixtures.Own.Path("numbers/" + file));

    public static double Number(this IReadOnlyDictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    public static decimal Decimal(this IReadOnlyDictionary<string, string> row, string column) =>
        decimal.Parse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture);

    public static long Whole(this IReadOnlyDictionary<string, string> row, string column) =>
        long.Parse(row[column], CultureInfo.InvariantCulture);

    // No cell has quotes; only the last, a remark, may have commas.
    private static Dictionary<string, string>[] Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        var rows = lines
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => names.Zip(l.Split(',', names.Length)).ToDictionary(c => c.First, c => c.Second))
            .ToArray();
        return rows.Length > 0 ? rows : throw new InvalidOperationException($"'{path}' has no rows.");
    }
}
