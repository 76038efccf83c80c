using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>A value of a JSON document with its place, whose fields are read strictly.</summary>
/// <param name="Path">Its place, for example <c>[0].Sli</c>; empty for the whole.</param>
/// <param name="Element">The value.</param>
internal readonly record struct JsonField(string Path, JsonElement Element)
{
    // What Windows PowerShell 5.1 makes of a date.
    private static readonly Regex _milliseconds = new("^/Date\\((?<ms>-?[0-9]{1,14})\\)/$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public JsonField Of(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw Refuse("The value is no object", "Write it with ConvertTo-SloReport -Format Json, or with ConvertTo-Json -Depth 5");
        var place = Path.Length == 0 ? name : Path + "." + name;
        return Element.TryGetProperty(name, out var value) ? new JsonField(place, value) : throw new SloValidationException(place, "The field is missing", "Write it with ConvertTo-SloReport -Format Json");
    }

    public T? Optional<T>(string name, Func<JsonField, T> read)
        where T : class => Of(name) is { Element.ValueKind: not JsonValueKind.Null } field ? read(field) : null;

    public IEnumerable<JsonField> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Refuse("The value is no list", "Write it with ConvertTo-SloReport -Format Json, or with ConvertTo-Json -Depth 5");
        var i = 0;
        foreach (var item in Element.EnumerateArray())
            yield return new JsonField(Path + "[" + i++.ToString(CultureInfo.InvariantCulture) + "]", item);
    }

    public IReadOnlyList<T> List<T>(string name, Func<JsonField, T> read)
    {
        var items = new List<T>();
        foreach (var item in Of(name).Items())
            items.Add(read(item));
        return items;
    }

    public string Text(string name) => TextOrNull(name) ?? throw Of(name).Refuse("The value is no text", "Give a text");

    public string? TextOrNull(string name) => Of(name) switch
    {
        { Element.ValueKind: JsonValueKind.Null } => null,
        { Element.ValueKind: JsonValueKind.String } field => field.Element.GetString(),
        var field => throw field.Refuse("The value is no text", "Give a text"),
    };

    public bool Flag(string name) => Of(name) is { Element.ValueKind: JsonValueKind.True or JsonValueKind.False } field ? field.Element.GetBoolean() : throw Of(name).Refuse("The value is neither true nor false", "Give one of them");

    public int Count(string name) => Of(name) is { Element.ValueKind: JsonValueKind.Number } field && field.Element.TryGetInt32(out var count) && count >= 0
        ? count
        : throw Of(name).Refuse("The value is no whole number from 0", "Give one");

    public double Number(string name) => Of(name) is { Element.ValueKind: JsonValueKind.Number } field && field.Element.TryGetDouble(out var number) && !double.IsInfinity(number)
        ? number
        : throw Of(name).Refuse("The value is no number", "Give one, with a decimal point");

    public decimal Exact(string name) => Of(name) is { Element.ValueKind: JsonValueKind.Number } field && field.Element.TryGetDecimal(out var number)
        ? number
        : throw Of(name).Refuse("The value is no number", "Give one, with a decimal point");

    /// <summary>A word of an enumeration, or its number as ConvertTo-Json writes it.</summary>
    public T Word<T>(string name)
        where T : struct, Enum
    {
        var field = Of(name);
        if (field.Element.ValueKind == JsonValueKind.Number && field.Element.TryGetInt32(out var number) && Enum.IsDefined(typeof(T), number))
            return (T)Enum.ToObject(typeof(T), number);
        var text = field.Element.ValueKind == JsonValueKind.String ? field.Element.GetString() : null;
        return text is not null && Array.IndexOf(Enum.GetNames(typeof(T)), text) >= 0
            ? (T)Enum.Parse(typeof(T), text)
            : throw field.Refuse("The value is unknown", "Give one of " + string.Join(", ", Enum.GetNames(typeof(T))));
    }

    public DateTime Time(string name)
    {
        var text = Text(name);
        if (UtcTime.TryParse(text, out var time))
            return time;
        return _milliseconds.Match(text) is { Success: true } match
            ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture))
            : throw Of(name).Refuse($"'{Planning.ServiceName.Printable(text)}' is no time", "Write it as 2026-01-31T12:00:00Z");
    }

    /// <summary>A duration as Prometheus writes it, or a TimeSpan as ConvertTo-Json does.</summary>
    public TimeSpan Duration(string name)
    {
        var field = Of(name);
        if (field.Element.ValueKind == JsonValueKind.Object && field.Element.TryGetProperty("Ticks", out var ticks) && ticks.TryGetInt64(out var count) && count >= 0)
            return TimeSpan.FromTicks(count);
        var text = field.Element.ValueKind == JsonValueKind.String ? field.Element.GetString()! : "";
        return text == "0s" ? TimeSpan.Zero
            : PrometheusDuration.TryParse(text, out var duration) || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration) ? duration
            : throw field.Refuse("The value is no duration", "Write it as Prometheus does, for example 14d");
    }

    private SloValidationException Refuse(string message, string mend) => new(Path, message, mend);
}
