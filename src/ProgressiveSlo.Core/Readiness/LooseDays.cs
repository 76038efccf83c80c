using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Readiness;

/// <summary>Makes days, hours and exclusions of loose keys and values, such as those of a JSON document that holds evidence.</summary>
internal static class LooseDays
{
    /// <summary>The days of a list; each is a day, or keys and values: date, good_events, total_events, coverage, latency_p95, latency_p99. Other keys are left alone.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <exception cref="SloValidationException">No list, or a day without its date or counts, or with values that are refused.</exception>
    public static IReadOnlyList<SloDay> Days(string key, object value) => Items(key, value, "@{ date = '2026-01-31'; good_events = 999; total_events = 1000 }").Select(item => item.Value as SloDay ?? Day(item)).ToArray();

    /// <summary>The hours of a list; each is an hour, or keys and values: start, good_events, total_events.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <exception cref="SloValidationException">No list, or an hour without its start or counts, or with values that are refused.</exception>
    public static IReadOnlyList<SloHour> Hours(string key, object value) => Items(key, value, "@{ start = '2026-01-31T14:00:00Z'; good_events = 99; total_events = 100 }").Select(item => item.Value as SloHour ?? Hour(item)).ToArray();

    /// <summary>The exclusions of a list; each is an exclusion, or keys and values: from, to, reason, good_events, total_events.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <exception cref="SloValidationException">No list, or an exclusion without its interval, or with values that are refused.</exception>
    public static IReadOnlyList<EvidenceExclusion> Exclusions(string key, object value) => Items(key, value, "@{ from = '2026-01-31T22:00:00Z'; to = '2026-01-31T23:00:00Z'; reason = 'database upgrade' }").Select(item => item.Value as EvidenceExclusion ?? Exclusion(item)).ToArray();

    private static SloDay Day(Item item) => new((DateTime)item.Required("date", EvidenceField.ConvertTime), item.Count("good_events"), item.Count("total_events"))
    {
        Coverage = item.Find("coverage") is { } found ? EvidenceRange.CheckRatio(item.Field(found.Key), EvidenceField.ConvertNumber(item.Field(found.Key), found.Value!, "a ratio from 0 to 1")) : 1,
        LatencyP95 = item.Milliseconds("latency_p95"),
        LatencyP99 = item.Milliseconds("latency_p99"),
    };

    private static SloHour Hour(Item item) => new((DateTime)item.Required("start", EvidenceField.ConvertTime), item.Count("good_events"), item.Count("total_events"));

    private static EvidenceExclusion Exclusion(Item item) => new(
        (DateTime)item.Required("from", EvidenceField.ConvertTime), (DateTime)item.Required("to", EvidenceField.ConvertTime), item.Find("reason")?.Value?.ToString() ?? "")
    {
        GoodEvents = item.Find("good_events") is null ? 0 : item.Count("good_events"),
        TotalEvents = item.Find("total_events") is null ? 0 : item.Count("total_events"),
    };

    private static IEnumerable<Item> Items(string key, object value, string example)
    {
        // A list of one may have become its only item on the way.
        var list = value is IEnumerable<KeyValuePair<string, object?>> or SloDay or SloHour or EvidenceExclusion ? new[] { value } : value as IEnumerable
            ?? throw new SloValidationException(key, $"A value of type {value.GetType().Name} is not a list", "Give a list with an entry for each, or leave the key out");
        var index = 0;
        foreach (var entry in list)
            yield return new Item(string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", key, index++), entry, example);
    }

    private sealed record Item(string Path, object? Value, string Example)
    {
        public string Field(string key) => Path + "." + key;

        public KeyValuePair<string, object?>? Find(string key)
        {
            if (Value is not IEnumerable<KeyValuePair<string, object?>> pairs)
                throw new SloValidationException(Path, "The entry has no keys", "Give an object such as " + Example);
            foreach (var pair in pairs)
            {
                if (pair.Value is not (null or "") && string.Equals(EvidenceField.Normalize(pair.Key), EvidenceField.Normalize(key), StringComparison.OrdinalIgnoreCase))
                    return pair;
            }

            return null;
        }

        public double? Milliseconds(string key) => Find(key) is { } pair
            ? EvidenceRange.CheckNumber(Field(pair.Key), EvidenceField.ConvertNumber(Field(pair.Key), pair.Value!, "milliseconds, for example 450"))
            : null;

        public object Required(string key, Func<string, object, object> convert) => Find(key) is { } pair
            ? convert(Field(pair.Key), pair.Value!)
            : throw new SloValidationException(Field(key), "The key is missing", "Give it in each entry, for example " + Example);

        public long Count(string key) => (long)Required(key, (field, value) => EvidenceRange.CheckCount(field, EvidenceField.ConvertNumber(field, value, "a whole number, for example 1000"), value));
    }
}
