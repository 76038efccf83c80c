using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Migration.ParallelRun;

/// <summary>
/// Reads parallel runs from JSON: the report of one or of several, or what ConvertTo-Json makes of them. A result whose numbers do not
/// carry its verdict is refused.
/// </summary>
public static class ParallelRunFile
{
    private static readonly DocumentLimits _limits = new() { Bytes = 64L * 1024 * 1024 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The file as the user knows it, for errors.</param>
    /// <exception cref="SloDocumentException">The file cannot be read, is not JSON, or holds something else; the field is
    /// named.</exception>
    public static IReadOnlyList<ParallelRunResult> Read(string path, string displayPath) =>
        ReadText(DocumentFile.Read(path ?? throw new ArgumentNullException(nameof(path)), displayPath, _limits), displayPath);

    /// <summary>Reads a text.</summary>
    /// <param name="text">JSON: an object, or an array of them.</param>
    /// <param name="displayPath">Where it came from, for errors; may be empty.</param>
    /// <exception cref="SloDocumentException">As for a file.</exception>
    public static IReadOnlyList<ParallelRunResult> ReadText(string text, string displayPath)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text ?? throw new ArgumentNullException(nameof(text))));
            var root = new JsonField("", document.RootElement);
            var results = new List<ParallelRunResult>();
            foreach (var run in document.RootElement.ValueKind == JsonValueKind.Array ? root.Items() : [root])
                results.Add(Run(run));
            if (results.Count == 0)
                throw new SloValidationException(
                    "",
                    "The list has no parallel run",
                    "Write it with ConvertTo-SloReport -Format Json from at least one result of Compare-SloParallelRun"
                );
            return results;
        }
        catch (JsonException e)
        {
            throw new SloDocumentException(
                new DocumentProblem(
                    displayPath,
                    (int)(e.LineNumber ?? 0) + 1,
                    (int)(e.BytePositionInLine ?? 0) + 1,
                    new FieldProblem("", "The file is not valid JSON here", "Write it with ConvertTo-SloReport -Format Json")
                )
            );
        }
        catch (SloValidationException e)
        {
            throw new SloDocumentException(new DocumentProblem(displayPath, 0, 0, e.Problem));
        }
    }

    private static ParallelRunResult Run(JsonField run)
    {
        var result = new ParallelRunResult
        {
            Service = run.Text("Service"),
            Name = run.Text("Name"),
            Verdict = run.EnumValue<ParallelRunVerdict>("Verdict"),
            From = run.Time("From"),
            To = run.Time("To"),
            Step = run.Duration("Step"),
            Intervals = run.Count("Intervals"),
            Compared = run.Count("Compared"),
            Idle = run.Count("Idle"),
            OnlyManual = run.Count("OnlyManual"),
            OnlyAutomated = run.Count("OnlyAutomated"),
            Missing = run.Count("Missing"),
            Coverage = run.Number("Coverage"),
            Sli = run.Optional("Sli", Sli),
            Budget = run.Optional("Budget", Budget),
            Alerts = run.Optional(
                "Alerts",
                a => new AlertDifference
                {
                    Matched = a.List("Matched", m => new AlertMatch(Alert(m.Get("Manual")), Alert(m.Get("Automated")))),
                    OnlyManual = a.List("OnlyManual", Alert),
                    OnlyAutomated = a.List("OnlyAutomated", Alert),
                }
            ),
            ManualQuery = run.TextOrNull("ManualQuery"),
            AutomatedQuery = run.TextOrNull("AutomatedQuery"),
            Tolerance = Tolerance(run.Get("Tolerance")),
            Reasons = run.List(
                "Reasons",
                r => new ParallelRunReason(r.Text("Code"), r.Text("Message"), r.Text("Guidance"))
                {
                    IsLack = r.Flag("IsLack"),
                    IsDifference = r.Flag("IsDifference"),
                }
            ),
        };
        return ParallelRunComparison.FindProblem(result) is { } problem
            ? throw new SloValidationException(
                run.Path,
                $"'{ProgressiveSlo.Naming.ServiceName.Printable(result.Service)}': {problem}",
                "Run Compare-SloParallelRun again"
            )
            : result;
    }

    private static SliDifference Sli(JsonField sli) =>
        new()
        {
            Mean = sli.Number("Mean"),
            MeanAbsolute = sli.Number("MeanAbsolute"),
            Max = sli.Number("Max"),
            MaxAt = sli.Time("MaxAt"),
            MaxManual = sli.Number("MaxManual"),
            MaxAutomated = sli.Number("MaxAutomated"),
            Worst = sli.List("Worst", s => new SliSpan(s.Time("From"), s.Time("To"), s.Number("Manual"), s.Number("Automated"))),
        };

    private static BudgetDifference Budget(JsonField budget) =>
        new()
        {
            Basis = budget.EnumValue<BudgetBasis>("Basis"),
            Target = budget.DecimalNumber("Target"),
            ManualErrorRatio = budget.Number("ManualErrorRatio"),
            AutomatedErrorRatio = budget.Number("AutomatedErrorRatio"),
            Manual = budget.Number("Manual"),
            Automated = budget.Number("Automated"),
            Difference = budget.Number("Difference"),
            OneSided = budget.Number("OneSided"),
        };

    private static FiringInterval Alert(JsonField alert) => new(alert.Text("Name"), alert.Time("From"), alert.Time("To"));

    private static ParallelRunTolerance Tolerance(JsonField tolerance) =>
        new()
        {
            SliDifference = tolerance.Number("SliDifference"),
            BudgetDifference = tolerance.Number("BudgetDifference"),
            UnmatchedAlerts = tolerance.Count("UnmatchedAlerts"),
            AlertOverlap = tolerance.Duration("AlertOverlap"),
            Coverage = tolerance.Number("Coverage"),
            Compared = tolerance.Number("Compared"),
            LongestGap = tolerance.Duration("LongestGap"),
            LeastTime = tolerance.Duration("LeastTime"),
        };
}

/// <summary>A value of a JSON document with its place, whose fields are read strictly.</summary>
/// <param name="Path">Its place, for example <c>[0].Sli</c>; empty for the whole.</param>
/// <param name="Element">The value.</param>
internal readonly record struct JsonField(string Path, JsonElement Element)
{
    // What Windows PowerShell 5.1 makes of a date.
    private static readonly Regex _milliseconds = new(
        "^/Date\\((?<ms>-?[0-9]{1,14})\\)/$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    public JsonField Get(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw Invalid("The value is not an object", "Write it with ConvertTo-SloReport -Format Json, or with ConvertTo-Json -Depth 5");
        var place = Path.Length == 0 ? name : Path + "." + name;
        return Element.TryGetProperty(name, out var value)
            ? new JsonField(place, value)
            : throw new SloValidationException(place, "The field is missing", "Write it with ConvertTo-SloReport -Format Json");
    }

    public T? Optional<T>(string name, Func<JsonField, T> read)
        where T : class => Get(name) is { Element.ValueKind: not JsonValueKind.Null } field ? read(field) : null;

    public IEnumerable<JsonField> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Invalid("The value is not a list", "Write it with ConvertTo-SloReport -Format Json, or with ConvertTo-Json -Depth 5");
        var i = 0;
        foreach (var item in Element.EnumerateArray())
            yield return new JsonField(Path + "[" + i++.ToString(CultureInfo.InvariantCulture) + "]", item);
    }

    public IReadOnlyList<T> List<T>(string name, Func<JsonField, T> read)
    {
        var items = new List<T>();
        foreach (var item in Get(name).Items())
            items.Add(read(item));
        return items;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Get(name).Invalid("The value is not text", "Give a text");

    public string? TextOrNull(string name) =>
        Get(name) switch
        {
            { Element.ValueKind: JsonValueKind.Null } => null,
            { Element.ValueKind: JsonValueKind.String } field => field.String(),
            var field => throw field.Invalid("The value is not text", "Give a text"),
        };

    // An escape may stand for half of a character.
    private string String()
    {
        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("The text is not valid Unicode: an escape stands for half of a character", "Write the whole character");
        }
    }

    public bool Flag(string name) =>
        Get(name) is { Element.ValueKind: JsonValueKind.True or JsonValueKind.False } field
            ? field.Element.GetBoolean()
            : throw Get(name).Invalid("The value is neither true nor false", "Give one of them");

    public int Count(string name) =>
        Get(name) is { Element.ValueKind: JsonValueKind.Number } field && field.Element.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Get(name).Invalid("The value is not a whole number from 0", "Give one");

    public double Number(string name) =>
        Get(name) is { Element.ValueKind: JsonValueKind.Number } field
        && field.Element.TryGetDouble(out var number)
        && !double.IsInfinity(number)
            ? number
            : throw Get(name).Invalid("The value is not a number", "Give one, with a decimal point");

    public decimal DecimalNumber(string name) =>
        Get(name) is { Element.ValueKind: JsonValueKind.Number } field && field.Element.TryGetDecimal(out var number)
            ? number
            : throw Get(name).Invalid("The value is not a number", "Give one, with a decimal point");

    /// <summary>A word of an enumeration, or its number as ConvertTo-Json writes it.</summary>
    public T EnumValue<T>(string name)
        where T : struct, Enum
    {
        var field = Get(name);
        if (
            field.Element.ValueKind == JsonValueKind.Number
            && field.Element.TryGetInt32(out var number)
            && Enum.IsDefined(typeof(T), number)
        )
            return (T)Enum.ToObject(typeof(T), number);
        var text = field.Element.ValueKind == JsonValueKind.String ? field.String() : null;
        return text is not null && Array.IndexOf(Enum.GetNames(typeof(T)), text) >= 0
            ? (T)Enum.Parse(typeof(T), text)
            : throw field.Invalid("The value is unknown", "Give one of " + string.Join(", ", Enum.GetNames(typeof(T))));
    }

    private static bool IsMilliseconds(string text, out DateTime time)
    {
        time = default;
        if (_milliseconds.Match(text) is not { Success: true } match)
            return false;

        // What no calendar has is refused by whoever asks.
        var milliseconds = long.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture);
        if (milliseconds >= 0)
            time = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(milliseconds);
        return true;
    }

    public DateTime Time(string name)
    {
        var text = Text(name);
        if (!UtcTime.TryParse(text, out var time) && !IsMilliseconds(text, out time))
            throw Get(name)
                .Invalid($"'{ProgressiveSlo.Naming.ServiceName.Printable(text)}' is not a time", "Write it as 2026-01-31T12:00:00Z");
        if (!UtcTime.IsInCalendar(time))
            throw Get(name).Invalid($"{UtcTime.Text(time)} is out of range", "Give times from 1970-01-01 to 2199-12-31");

        // Reports have whole seconds.
        return new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    /// <summary>A duration as Prometheus writes it, or a TimeSpan as ConvertTo-Json does.</summary>
    public TimeSpan Duration(string name)
    {
        var field = Get(name);
        if (
            field.Element.ValueKind == JsonValueKind.Object
            && field.Element.TryGetProperty("Ticks", out var ticks)
            && ticks.TryGetInt64(out var count)
            && count >= 0
        )
            return TimeSpan.FromTicks(count);
        var text = field.Element.ValueKind == JsonValueKind.String ? field.String() : "";
        return text == "0s" ? TimeSpan.Zero
            : PrometheusDuration.TryParse(text, out var duration)
            || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration)
                ? duration
            : throw field.Invalid("The value is not a duration", "Write it as Prometheus does, for example 14d");
    }

    private SloValidationException Invalid(string message, string fix) => new(Path, message, fix);
}
