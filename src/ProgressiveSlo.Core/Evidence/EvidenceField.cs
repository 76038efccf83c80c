using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>One field of the evidence as users write it: its key, its range, and how a loose value becomes a number.</summary>
internal sealed class EvidenceField
{
    private const NumberStyles Style =
        NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowLeadingSign
        | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite;

    /// <summary>What <see cref="SloEvidence.LatencyUnit"/> says: there is no other unit.</summary>
    public const string Milliseconds = "ms";

    // Parts of names that people write for a field.
    private static readonly (string Part, string Key)[] _nameParts =
    [
        ("p95", "latency_p95"),
        ("p99", "latency_p99"),
        ("stddev", "availability_stddev"),
        ("variance", "availability_stddev"),
        ("incident", "incidents_last_30d"),
        ("coverage", "coverage"),
    ];

    private readonly Kind _kind;
    private readonly Func<SloEvidence, object?, SloEvidence> _with;

    private EvidenceField(string key, Kind kind, Func<SloEvidence, object?, SloEvidence> with)
    {
        Key = key;
        _kind = kind;
        _with = with;
    }

    private enum Kind
    {
        Text,
        Time,
        Ratio,
        Number,
        Count,
        Days,
        Hours,
        Exclusions,
        Warnings,
        Flag,
        Unit,
    }

    /// <summary>Every field, by its key without underscores; case does not matter.</summary>
    public static IReadOnlyDictionary<string, EvidenceField> All { get; } =
        Index(
            new EvidenceField("service", Kind.Text, (m, v) => m with { Service = (string?)v }),
            new EvidenceField("namespace", Kind.Text, (m, v) => m with { Namespace = (string?)v }),
            new EvidenceField("from", Kind.Time, (m, v) => m with { From = (DateTime?)v }),
            new EvidenceField("to", Kind.Time, (m, v) => m with { To = (DateTime?)v }),
            new EvidenceField("availability", Kind.Ratio, (m, v) => m with { Availability = (double?)v }),
            new EvidenceField("latency_p95", Kind.Number, (m, v) => m with { LatencyP95 = (double?)v }),
            new EvidenceField("latency_p99", Kind.Number, (m, v) => m with { LatencyP99 = (double?)v }),
            new EvidenceField("latency_from", Kind.Time, (m, v) => m with { LatencyFrom = (DateTime?)v }),
            new EvidenceField("latency_unit", Kind.Unit, (m, v) => m with { LatencyUnit = (string?)v }),
            new EvidenceField("availability_stddev", Kind.Ratio, (m, v) => m with { AvailabilityStdDev = (double?)v }),
            new EvidenceField("incidents_last_30d", Kind.Count, (m, v) => m with { IncidentsLast30d = (long?)v }),
            new EvidenceField("good_events", Kind.Count, (m, v) => m with { GoodEvents = (long?)v }),
            new EvidenceField("total_events", Kind.Count, (m, v) => m with { TotalEvents = (long?)v }),
            new EvidenceField("coverage", Kind.Ratio, (m, v) => m with { Coverage = (double?)v }),
            new EvidenceField("days", Kind.Days, (m, v) => m with { Days = (IReadOnlyList<SloDay>)v! }),
            new EvidenceField("hours", Kind.Hours, (m, v) => m with { Hours = (IReadOnlyList<SloHour>)v! }),
            new EvidenceField("exclusions", Kind.Exclusions, (m, v) => m with { Exclusions = (IReadOnlyList<EvidenceExclusion>)v! }),
            new EvidenceField("warnings", Kind.Warnings, (m, v) => m with { Warnings = (IReadOnlyList<string>)v! }),
            new EvidenceField("partial", Kind.Flag, (m, v) => m with { Partial = (bool)v! })
        );

    /// <summary>The key in snake_case.</summary>
    public string Key { get; }

    /// <summary>Whether the value is a list of entries, each with keys of its own.</summary>
    public bool IsList => _kind is Kind.Days or Kind.Hours or Kind.Exclusions or Kind.Warnings;

    /// <summary>The key of the field that an unknown key was probably meant to be, or null.</summary>
    public static string? FindSimilarKey(string key)
    {
        var normal = Normalize(key);

        // Text fields and short names such as "to" look like too many things.
        var candidates = All
            .Values.Where(f => !f.IsList && f._kind is not (Kind.Text or Kind.Time or Kind.Flag or Kind.Unit))
            .Select(f => f.Key);
        return candidates.FirstOrDefault(k => normal.Length >= 7 && Normalize(k).StartsWith(normal, StringComparison.OrdinalIgnoreCase))
            ?? Spelling.Nearest(key, candidates)
            ?? _nameParts.Where(t => normal.IndexOf(t.Part, StringComparison.OrdinalIgnoreCase) >= 0).Select(t => t.Key).FirstOrDefault();
    }

    public static string Normalize(string key) => key.Replace("_", "");

    /// <summary>
    /// The evidence with this field set from a loose value; null and empty text mean not measured. A cell of a table cannot hold a list:
    /// Export-Csv writes the name of its type there. One warning alone may be a text.
    /// </summary>
    /// <param name="metric">The evidence.</param>
    /// <param name="key">The key as it was written.</param>
    /// <param name="value">The value.</param>
    /// <param name="unknown">Called with each key of an entry of a list that means nothing; or null.</param>
    public SloEvidence Set(SloEvidence metric, string key, object? value, Action<string>? unknown = null) =>
        value is null || (value is string text && (IsTypeOfList(text) || string.IsNullOrWhiteSpace(text)))
            ? metric
            : _with(metric, Convert(key, value, unknown));

    private bool IsTypeOfList(string text) => IsList && (_kind != Kind.Warnings || text.StartsWith("System.", StringComparison.Ordinal));

    private static Dictionary<string, EvidenceField> Index(params EvidenceField[] fields)
    {
        var index = new Dictionary<string, EvidenceField>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
            index.Add(Normalize(field.Key), field);
        return index;
    }

    private object Convert(string key, object value, Action<string>? unknown) =>
        _kind switch
        {
            Kind.Text => ServiceName.Check(value as string ?? throw Invalid(key, value, "is not text", "Give the service's name")),
            Kind.Time => ConvertTime(key, value),
            Kind.Days => EvidenceListReader.ReadDays(key, value, unknown),
            Kind.Hours => EvidenceListReader.ReadHours(key, value, unknown),
            Kind.Exclusions => EvidenceListReader.ReadExclusions(key, value, unknown),
            Kind.Warnings => EvidenceListReader.ReadTexts(key, value),
            Kind.Flag => value switch
            {
                bool flag => flag,
                string text when bool.TryParse(text, out var flag) => flag,
                _ => throw Invalid(key, value, "is neither true nor false", "Give true or false"),
            },
            Kind.Unit => CheckUnit(key, value as string ?? ""),
            Kind.Ratio => EvidenceValidator.CheckRatio(key, ConvertNumber(key, value, "a ratio from 0 to 1, for example 0.9965")),
            Kind.Number => EvidenceValidator.CheckLatency(key, ConvertNumber(key, value, "milliseconds, for example 450")),
            _ => EvidenceValidator.CheckCount(key, ConvertNumber(key, value, "a whole number, for example 2"), value),
        };

    /// <summary>Returns the unit of latencies, which is milliseconds: whoever says so means the number.</summary>
    /// <param name="key">The key, for the error.</param>
    /// <param name="unit">The unit as written.</param>
    /// <exception cref="SloValidationException">Another unit.</exception>
    public static string CheckUnit(string key, string unit) =>
        unit.Trim().ToLowerInvariant() is Milliseconds or "millisecond" or "milliseconds"
            ? Milliseconds
            : throw new SloValidationException(
                key,
                $"'{ServiceName.Printable(unit)}' is not the unit of latencies",
                "Give latencies in milliseconds, and ms here where a value below 1 is meant"
            );

    internal static double ConvertNumber(string key, object value, string wanted)
    {
        switch (value)
        {
            case double or float or decimal or int or long or short or byte or sbyte or ushort or uint or ulong:
                // float goes through its own shortest text, so that 0.9965f does not become 0.99650001.
                return value is float single && !float.IsNaN(single) && !float.IsInfinity(single)
                    ? ShortestNumber.Widen(single)
                    : System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
            case System.Numerics.BigInteger big:
                return (double)big;
            // The parser of the runtime skips NUL characters at the end.
            case string text when text.IndexOf('\0') < 0 && double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number):
                return number;
            case string text:
                throw Invalid(
                    key,
                    text,
                    "is not a number",
                    text.IndexOf(',') >= 0 ? $"Write it with a decimal point and no thousands separators; {wanted}" : $"Give {wanted}"
                );
            default:
                throw Invalid(key, value, $"is {Name(value)}, not a number", $"Give {wanted}");
        }
    }

    internal static object ConvertTime(string key, object value) =>
        value switch
        {
            DateTime time => UtcTime.From(time),
            DateTimeOffset time => time.UtcDateTime,
            string text when UtcTime.TryParse(text, out var time) => time,
            _ => throw Invalid(key, value, "is not a point in time", "Write it as 2026-01-31 or 2026-01-31T12:00:00Z"),
        };

    private static string Name(object value) => value is bool ? "a boolean" : "of type " + value.GetType().Name;

    private static SloValidationException Invalid(string key, object value, string problem, string fix)
    {
        var text =
            value is string s ? "'" + ServiceName.Printable(s) + "'"
            : value is bool b ? (b ? "true" : "false")
            : "the value";
        return new SloValidationException(key, $"{text} {problem}", fix);
    }
}
