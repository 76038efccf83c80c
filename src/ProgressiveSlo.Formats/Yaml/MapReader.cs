using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>
/// Reads the keys of one mapping. What is missing, of the wrong kind or unknown goes to the problem list with its place,
/// and reading goes on with a harmless value, so that one pass finds all problems.
/// </summary>
internal sealed class MapReader
{
    private readonly YamlMap _map;
    private readonly string _field;
    private readonly ProblemList _problems;
    private readonly List<string> _known = [];

    private MapReader(YamlMap map, string field, ProblemList problems)
    {
        _map = map;
        _field = field;
        _problems = problems;
    }

    public YamlNode Node => _map;

    /// <summary>A reader of a node that must be a mapping; null, with a problem noted, when it is not.</summary>
    public static MapReader? Open(YamlNode node, string field, ProblemList problems)
    {
        if (field.Length == 0)
            problems.BeginAt(node);
        if (node is YamlMap map)
            return new MapReader(map, field, problems);
        problems.Add(node, field, $"Expected a mapping, found {node.Kind}", "Write keys and values, one per line");
        return null;
    }

    public string Path(string key) => _field.Length == 0 ? key : _field + "." + key;

    public bool Has(string key)
    {
        _known.Add(key);
        return _map.Find(key) is not (null or YamlScalar { IsNull: true });
    }

    /// <summary>One line of text; null when the key is not there.</summary>
    public string? OptionalText(string key) => OneLine(Scalar(key, required: false), key);

    /// <summary>One line of text; empty, with a problem noted, when the key is not there.</summary>
    public string RequiredText(string key) => OneLine(Scalar(key, required: true), key) ?? "";

    /// <summary>Text that may have several lines, such as a reason; null when the key is not there.</summary>
    public string? OptionalLines(string key) => Scalar(key, required: false)?.Value;

    /// <summary>Text that may have several lines, such as a query; null, with a problem noted, when the key is not there.</summary>
    public string? RequiredLines(string key) => Scalar(key, required: true)?.Value;

    /// <summary>A text that the domain checks; its objection becomes a problem at this place.</summary>
    public T? Checked<T>(string key, bool required, Func<string, string, T?> check)
        where T : class
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        try
        {
            return check(scalar.Value, Path(key));
        }
        catch (SloValidationException e)
        {
            _problems.Add(scalar, Path(key), e.Problem.Message, e.Problem.Fix, e.Problem.Code);
            return null;
        }
    }

    public decimal Decimal(string key, string example) => DecimalOrNull(key, example) ?? 0;

    /// <summary>A number that must be there; null, with the problem noted, where it is not.</summary>
    public decimal? DecimalOrNull(string key, string example)
    {
        if (Scalar(key, required: true) is not { } scalar)
            return null;
        if (
            decimal.TryParse(
                scalar.Value,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return number;
        _problems.Add(
            scalar,
            Path(key),
            $"'{ServiceName.Printable(scalar.Value)}' is not a number",
            $"Write a number with a decimal point, for example {example}"
        );
        return null;
    }

    public int? OptionalInteger(string key)
    {
        if (Scalar(key, required: false) is not { } scalar)
            return null;
        if (int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        _problems.Add(
            scalar,
            Path(key),
            $"'{ServiceName.Printable(scalar.Value)}' is not a whole number",
            "Write a whole number, for example 30"
        );
        return 1;
    }

    public bool Boolean(string key)
    {
        if (Scalar(key, required: false) is not { } scalar)
            return false;
        if (scalar.Value is not ("true" or "false"))
            _problems.Add(scalar, Path(key), $"'{ServiceName.Printable(scalar.Value)}' is neither true nor false", "Write true or false");
        return scalar.Value == "true";
    }

    public DateTime? Time(string key, bool required)
    {
        if (Scalar(key, required) is not { } scalar)
            return null;
        if (UtcTime.TryParse(scalar.Value, out var time) && time >= UtcTime.Earliest && time <= UtcTime.Latest.AddDays(1))
            return time;
        _problems.Add(
            scalar,
            Path(key),
            $"'{ServiceName.Printable(scalar.Value)}' is not a date from 1970 to 2199",
            "Write it as 2026-01-31 or 2026-01-31T12:00:00Z"
        );
        return null;
    }

    public TimeSpan Duration(string key)
    {
        if (Scalar(key, required: true) is not { } scalar)
            return TimeSpan.Zero;
        if (PrometheusDuration.TryParse(scalar.Value, out var duration))
            return duration;
        _problems.Add(
            scalar,
            Path(key),
            $"'{ServiceName.Printable(scalar.Value)}' is not a duration",
            "Write it as Prometheus does, for example 30d, 6h or 1h30m",
            "DurationInvalid"
        );
        return TimeSpan.Zero;
    }

    public MapReader? Map(string key, bool required)
    {
        var node = Present(key, required);
        return node is null ? null : Open(node, Path(key), _problems);
    }

    /// <summary>The items of a list with their field paths; empty when the key is not there.</summary>
    public IReadOnlyList<(YamlNode Node, string Field)> Items(string key, bool required)
    {
        var node = Present(key, required);
        if (node is null)
            return [];
        if (node is YamlList list)
            return Numbered(list, Path(key));
        _problems.Add(node, Path(key), $"Expected a list, found {node.Kind}", "Write the items below the key, each with '- ' before it");
        return [];
    }

    /// <summary>The items of a list that must be there and have at least one.</summary>
    /// <param name="key">Key of the list.</param>
    /// <param name="none">What is wrong when the list is empty, for example <c>There is no objective</c>.</param>
    /// <param name="fix">What to do about it.</param>
    /// <param name="code">Code of that problem.</param>
    public IReadOnlyList<(YamlNode Node, string Field)> NonEmptyItems(
        string key,
        string none,
        string fix = "Write at least one",
        string code = "FieldMissing"
    )
    {
        if (_map.Find(key) is YamlList { Items.Count: 0 } empty)
            _problems.Add(empty, Path(key), none, fix, code);
        return Items(key, required: true);
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var (node, field) in Items(key, required: false))
        {
            if (node is YamlScalar { IsNull: false } scalar)
                texts.Add(OneLineAt(scalar, field)!);
            else
                _problems.Add(node, field, $"Expected text, found {node.Kind}", "Write a text, in quotes if it has ': ' in it");
        }

        return texts;
    }

    /// <summary>Every key and value, for mappings whose keys are not known beforehand.</summary>
    public IEnumerable<(string Key, YamlNode Node)> Entries()
    {
        foreach (var entry in _map.Entries)
        {
            _known.Add(entry.Key.Value);
            yield return (entry.Key.Value, entry.Value);
        }
    }

    public void Problem(YamlNode node, string key, string message, string fix, string code = "") =>
        _problems.Add(node, Path(key), message, fix, code);

    /// <summary>A problem in spite of which the SLO is read.</summary>
    public void KeptProblem(YamlNode node, string key, string message, string fix, string code) =>
        _problems.Add(node, Path(key), message, fix, code, isKept: true);

    /// <summary>Notes every key that nobody asked for. Call it last.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var entry in _map.Entries)
        {
            var key = entry.Key.Value;
            if (_known.Contains(key))
                continue;
            var near = Spelling.Nearest(key, _known);
            _problems.Add(
                entry.Key,
                Path(ServiceName.Printable(key)),
                "The key is unknown",
                near is null
                    ? "Remove it; known here are " + string.Join(", ", _known.Distinct())
                    : $"Did you mean '{near}'? Otherwise remove it",
                "FieldUnknown"
            );
        }
    }

    /// <summary>Whether there is a key that nobody asked for. Ask last.</summary>
    public bool HasUnknownKeys
    {
        get
        {
            foreach (var entry in _map.Entries)
            {
                if (!_known.Contains(entry.Key.Value))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Every key that nobody asked for, for formats whose tools ignore what they do not know. Call it last.</summary>
    public IEnumerable<(YamlScalar Key, string Field)> UnknownKeys() =>
        _map.Entries.Where(e => !_known.Contains(e.Key.Value)).Select(e => (e.Key, Path(ServiceName.Printable(e.Key.Value))));

    /// <summary>Where a key's value stands; the mapping itself when the key is not there.</summary>
    public YamlNode NodeOf(string key) => _map.Find(key) ?? _map;

    private static (YamlNode Node, string Field)[] Numbered(YamlList list, string field)
    {
        var items = new (YamlNode, string)[list.Items.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = (list.Items[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]");
        return items;
    }

    // The path is put together only for a problem: rule files have a hundred thousand of such values.
    private string? OneLine(YamlScalar? scalar, string key) =>
        scalar is null || PrintableText.IsPrintable(scalar.Value) ? scalar?.Value : OneLineAt(scalar, Path(key));

    private string? OneLineAt(YamlScalar scalar, string field)
    {
        if (!PrintableText.IsPrintable(scalar.Value))
            _problems.Add(
                scalar,
                field,
                $"'{ServiceName.Printable(scalar.Value)}' has characters that do not print, or several lines",
                "Write one line of plain text"
            );
        return scalar.Value;
    }

    private YamlNode? Present(string key, bool required)
    {
        _known.Add(key);
        var node = _map.Find(key);
        if (node is not null and not YamlScalar { IsNull: true })
            return node;
        if (required)
            _problems.Add(
                node ?? _map,
                Path(key),
                "The key is missing or has no value",
                Spelled(key) is { } near ? $"Add it; '{ServiceName.Printable(near)}' here may be meant" : "Add it",
                "FieldMissing"
            );
        return null;
    }

    private string? Spelled(string key) => Spelling.Nearest(key, _map.Entries.Select(e => e.Key.Value).Where(k => !_known.Contains(k)));

    private YamlScalar? Scalar(string key, bool required)
    {
        switch (Present(key, required))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar;
            case var node:
                _problems.Add(node, Path(key), $"Expected a single value, found {node.Kind}", "Write one value");
                return null;
        }
    }
}
