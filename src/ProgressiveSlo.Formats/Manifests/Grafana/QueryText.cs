using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Parts of queries.</summary>
internal static class QueryText
{
    /// <summary>A selector.</summary>
    public static string Select(string metric, params string[] conditions) => metric + "{" + string.Join(", ", conditions) + "}";

    /// <summary>The condition that a label has exactly that value.</summary>
    public static string Is(string label, string value) => label + "=" + Quote(value);

    /// <summary>The condition that a label has a value that is chosen on the dashboard.</summary>
    public static string IsChosen(string label, string variable) => label + "=~\"$" + variable + "\"";

    // Grafana puts variables in before Prometheus reads the query, also between quotes. Prometheus undoes these escapes, Grafana does not.
    private static string Quote(string value) => PromQlPrinter.Print(new StringLiteral(value)).Replace("$", "\\x24").Replace("[[", "\\x5b[");
}
