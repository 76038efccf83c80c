using System.Text.RegularExpressions;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>Expressions of Prometheus' own tests with its verdicts; PromQL/Corpus/prometheus-3.14.txt says where they are from.</summary>
internal static class Prometheus3Corpus
{
    private static readonly Lazy<IReadOnlyList<(string Text, bool IsAccepted)>> _all = new(Read);

    public static IReadOnlyList<(string Text, bool IsAccepted)> Load() => _all.Value;

    private static List<(string Text, bool IsAccepted)> Read() =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "PromQL", "Corpus", "prometheus-3.14.txt"))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => (Regex.Unescape(line[4..]), line.StartsWith("yes ", StringComparison.Ordinal))),
        ];
}
