using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Csv;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Backtesting;

/// <summary>
/// Reads incidents: a list of YAML or JSON, alone or below the key <c>incidents</c>, or rows of CSV, with id, start, end, and labels; what
/// else a row has is a label, too.
/// </summary>
public static class IncidentFile
{
    private static readonly string[] _texts = [".yaml", ".yml", ".json"];

    /// <summary>Reads a file; its extension tells what it is.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, or incidents are wrong: each with its line and fix.</exception>
    public static IReadOnlyList<BacktestIncident> Read(string path, string displayPath)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        var text = DocumentFile.Read(path, displayPath, DocumentLimits.Default);
        return _texts.Contains(Path.GetExtension(path).ToLowerInvariant())
            ? ReadTree(text, displayPath)
            : Make(CsvRows(text, displayPath), displayPath);
    }

    /// <summary>Makes an incident of an object's values.</summary>
    /// <param name="values">Names and texts: id, start, end; others are labels.</param>
    /// <exception cref="SloValidationException">Something is missing, or is not a time.</exception>
    public static BacktestIncident Create(IEnumerable<KeyValuePair<string, string>> values)
    {
        if (values is null)
            throw new ArgumentNullException(nameof(values));
        var labels = new Dictionary<string, string>();
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            if (value.Key.ToUpperInvariant() is "ID" or "START" or "END")
                found[value.Key] = value.Value;
            else if (value.Value.Length > 0)
                labels[
                    string.Equals(value.Key, BacktestIncident.ServiceLabel, StringComparison.OrdinalIgnoreCase)
                        ? BacktestIncident.ServiceLabel
                        : value.Key
                ] = value.Value;
        }

        return new BacktestIncident(found.TryGetValue("id", out var id) ? id : "", Time("Start"), Time("End"), labels);

        DateTime Time(string name)
        {
            if (!found.TryGetValue(name, out var text) || text.Length == 0)
                throw new SloValidationException(
                    name,
                    "The incident has no " + name.ToLowerInvariant(),
                    "Write it as 2026-01-31T12:00:00Z"
                );
            return CellTime.TryParse(text, out var time, out _)
                ? time
                : throw new SloValidationException(
                    name,
                    $"'{ServiceName.Printable(text)}' is not a time",
                    "Write it as 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00"
                );
        }
    }

    private static BacktestIncident[] ReadTree(string text, string path)
    {
        var root = SingleDocument.Load(text, path, "list of incidents");
        if (root is YamlMap map && map.Find("incidents") is { } inner)
            root = inner;
        if (root is not YamlList list)
            throw Invalid(path, root, $"Expected a list of incidents, found {root.Kind}", "Write a list of id, start and end");
        return Make(list.Items.Select(i => (i.Line, Values(i, path))), path);
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(YamlNode item, string path)
    {
        if (item is not YamlMap map)
            throw Invalid(path, item, $"Expected a mapping, found {item.Kind}", "Write id, start and end of each incident");
        foreach (var entry in map.Entries)
        {
            if (entry.Value is YamlScalar scalar)
                yield return new KeyValuePair<string, string>(entry.Key.Value, scalar.IsNull ? "" : scalar.Value);
            else if (entry.Key.Value == "labels" && entry.Value is YamlMap)
            {
                foreach (var label in Values(entry.Value, path))
                    yield return label;
            }
            else
                throw Invalid(
                    path,
                    entry.Value,
                    $"'{ServiceName.Printable(entry.Key.Value)}' is {entry.Value.Kind}",
                    "Write a single value"
                );
        }
    }

    private static IEnumerable<(int Line, IEnumerable<KeyValuePair<string, string>> Values)> CsvRows(string text, string path)
    {
        var csv = new CsvReader(
            text,
            (line, column, message, fix) =>
                throw new SloDocumentException(new DocumentProblem(path, line, column, new FieldProblem("", message, fix)))
        );
        var header = csv.Row() ?? [];
        while (csv.Row() is { } cells)
        {
            if (cells.Count == 1 && cells[0].Text.Length == 0)
                continue;
            yield return (cells[0].Line, header.Zip(cells, (name, cell) => new KeyValuePair<string, string>(name.Text, cell.Text)));
        }
    }

    private static BacktestIncident[] Make(IEnumerable<(int Line, IEnumerable<KeyValuePair<string, string>> Values)> rows, string path)
    {
        var incidents = new List<BacktestIncident>();
        foreach (var (line, values) in rows)
        {
            try
            {
                incidents.Add(Create(values));
            }
            catch (SloValidationException e)
            {
                throw new SloDocumentException(new DocumentProblem(path, line, 1, e.Problem));
            }
        }

        return [.. incidents];
    }

    private static SloDocumentException Invalid(string path, YamlNode node, string message, string fix) =>
        new(new DocumentProblem(path, node.Line, node.Column, new FieldProblem("", message, fix)));
}
