using System;
using System.Collections.Generic;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Readiness;

/// <summary>Makes evidence of loose keys and values: a hashtable, a CSV row, any object's properties.</summary>
public static class EvidenceReader
{
    /// <summary>
    /// Reads the keys that mean something (availability, latency_p95, latency_p99, latency_from, availability_stddev, incidents_last_30d,
    /// good_events, total_events, coverage, service, from, to, and the lists days, hours and exclusions), in snake_case or PascalCase; all others are left alone.
    /// </summary>
    /// <param name="values">Keys and values; null or empty text means not measured. Numbers in text are invariant.</param>
    /// <exception cref="SloValidationException">A value is no number, is out of range, or a key is there in both spellings with different values.</exception>
    public static SloMetric Read(IEnumerable<KeyValuePair<string, object?>> values) => Read(values, null);

    /// <summary>The key that an unknown one was probably meant to be, or null when it looks like none.</summary>
    /// <param name="key">A key that means nothing.</param>
    public static string? Suggest(string key) => EvidenceField.LooksLike(key);

    /// <summary>Whether the value of a key is a list of entries with keys of their own.</summary>
    /// <param name="key">A key as users write it.</param>
    public static bool IsList(string key) => EvidenceField.All.TryGetValue(EvidenceField.Normalize(key ?? ""), out var field) && field.IsList;

    /// <summary>Reads excluded intervals: a list of entries with from, to and, where they are known, reason, good_events and total_events.</summary>
    /// <param name="key">What the user calls the list, for errors.</param>
    /// <param name="value">The list; entries are exclusions, or keys and values. Times without zone are UTC.</param>
    /// <exception cref="SloValidationException">An interval has no ends, or ends before it begins.</exception>
    public static IReadOnlyList<EvidenceExclusion> ReadExclusions(string key, object value)
    {
        var exclusions = LooseDays.Exclusions(key, value ?? throw new ArgumentNullException(nameof(value)));
        EvidenceDays.CheckExclusions(exclusions, key);
        return exclusions;
    }

    /// <summary>Reads evidence that was made before and written with all its numbers; days and hours are checked, too.</summary>
    /// <param name="values">Keys and values, as for the other methods.</param>
    /// <exception cref="SloValidationException">A value is refused, or values do not agree.</exception>
    public static SloMetric ReadWhole(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var metric = Read(values);
        EvidenceRange.Check(metric);
        return metric;
    }

    /// <summary>Reads the keys that mean something, and tells of the others.</summary>
    /// <param name="values">Keys and values, as for the other overload.</param>
    /// <param name="unknown">Called with each key that means nothing; or null.</param>
    /// <exception cref="SloValidationException">As for the other overload.</exception>
    public static SloMetric Read(IEnumerable<KeyValuePair<string, object?>> values, Action<string>? unknown)
    {
        if (values is null)
            throw new ArgumentNullException(nameof(values));

        var metric = new SloMetric();
        Dictionary<EvidenceField, (string Key, object? Value)>? seen = null;
        foreach (var pair in values)
        {
            if (!EvidenceField.All.TryGetValue(EvidenceField.Normalize(pair.Key), out var field))
            {
                unknown?.Invoke(pair.Key);
                continue;
            }

            seen ??= [];
            if (pair.Value is null)
                continue;
            if (seen.TryGetValue(field, out var other) && !Equals(other.Value, pair.Value))
                throw new SloValidationException(pair.Key, $"The value is there twice, as '{other.Key}' and as '{pair.Key}', and the two differ", "Give it once");
            seen[field] = (pair.Key, pair.Value);
            metric = field.Set(metric, pair.Key, pair.Value);
        }

        if (seen is not null)
            EvidenceRange.CheckAgreement(metric, property => EvidenceField.All.TryGetValue(property, out var field) && seen.TryGetValue(field, out var written) ? written.Key : property);
        return metric;
    }
}
