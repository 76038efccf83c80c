using System.Collections;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Evidence;

/// <summary>Makes evidence of loose keys and values: a hashtable, a CSV row, any object's properties.</summary>
public static class EvidenceReader
{
    /// <summary>
    /// Reads the keys that mean something (availability, latency_p95, latency_p99, latency_from, latency_unit, availability_stddev,
    /// incidents_last_30d, good_events, total_events, coverage, service, from, to, partial, and the lists days, hours, exclusions and
    /// warnings), in snake_case or PascalCase; all others are left alone.
    /// </summary>
    /// <param name="values">Keys and values; null or empty text means not measured. Numbers in text are invariant.</param>
    /// <exception cref="SloValidationException">A value is not a number, is out of range, or a key is there in both spellings with
    /// different values.</exception>
    public static SloEvidence Read(IEnumerable<KeyValuePair<string, object?>> values) => Read(values, null);

    /// <summary>The key that an unknown one was probably meant to be, or null when it looks like none.</summary>
    /// <param name="key">A key that means nothing; one of an entry of a list is <c>days.covrage</c>.</param>
    public static string? Suggest(string key)
    {
        var dot = (key ?? throw new ArgumentNullException(nameof(key))).IndexOf('.');
        return dot < 0 || !IsList(key.Substring(0, dot))
            ? EvidenceField.FindSimilarKey(key)
            : EvidenceListReader.FindSimilarKey(key.Substring(0, dot), key.Substring(dot + 1));
    }

    /// <summary>The key of an excluded interval that an unknown one was probably meant to be, or null.</summary>
    /// <param name="key">A key of an entry, as <c>Exclude.Raeson</c>.</param>
    public static string? SuggestOfExclusion(string key) =>
        EvidenceListReader.FindSimilarKey(
            "exclusions",
            (key ?? throw new ArgumentNullException(nameof(key))).Substring(key.IndexOf('.') + 1)
        );

    /// <summary>Whether the value of a key is a list of entries with keys of their own.</summary>
    /// <param name="key">A key as users write it.</param>
    public static bool IsList(string key) =>
        EvidenceField.All.TryGetValue(EvidenceField.Normalize(key ?? ""), out var field) && field.IsList;

    /// <summary>
    /// Reads excluded intervals: a list of entries with from, to and, where they are known, reason, good_events and total_events.
    /// </summary>
    /// <param name="key">What the user calls the list, for errors.</param>
    /// <param name="value">The list; entries are exclusions, or keys and values. Times without zone are UTC.</param>
    /// <param name="unknown">Called with each key of an entry that means nothing, as <c>Exclude.Note</c>; or null.</param>
    /// <exception cref="SloValidationException">An interval has no ends, or ends before it begins.</exception>
    public static IReadOnlyList<EvidenceExclusion> ReadExclusions(string key, object value, Action<string>? unknown = null)
    {
        var exclusions = EvidenceListReader.ReadExclusions(key, value ?? throw new ArgumentNullException(nameof(value)), unknown);
        EvidenceWindow.CheckExclusions(exclusions, key);
        return exclusions;
    }

    /// <summary>Reads evidence that was made before and written with all its numbers; days and hours are checked, too.</summary>
    /// <param name="values">Keys and values, as for the other methods.</param>
    /// <param name="unknown">Called with each key that means nothing; or null.</param>
    /// <exception cref="SloValidationException">A value is refused, or values do not agree.</exception>
    public static SloEvidence ReadWhole(IEnumerable<KeyValuePair<string, object?>> values, Action<string>? unknown = null)
    {
        var metric = Read(values, unknown);
        EvidenceValidator.Validate(metric);
        return metric;
    }

    /// <summary>Reads the keys that mean something, and tells of the others.</summary>
    /// <param name="values">Keys and values, as for the other overload.</param>
    /// <param name="unknown">Called with each key that means nothing, and with <c>days.covrage</c> for one of an entry of a list; or
    /// null.</param>
    /// <exception cref="SloValidationException">As for the other overload.</exception>
    public static SloEvidence Read(IEnumerable<KeyValuePair<string, object?>> values, Action<string>? unknown)
    {
        if (values is null)
            throw new ArgumentNullException(nameof(values));

        var metric = new SloEvidence();
        Dictionary<EvidenceField, (string Key, object? Value)>? seen = null;
        List<KeyValuePair<string, object?>>? claims = null;
        foreach (var pair in values)
        {
            if (!EvidenceField.All.TryGetValue(KeyOf(pair.Key), out var field))
            {
                unknown?.Invoke(pair.Key);
                if (pair.Value is not null && (RowDoubts.IsPlace(pair.Key) || ClaimedCount.Kind(pair.Key) is not null))
                    (claims ??= []).Add(pair);
                continue;
            }

            seen ??= [];
            if (pair.Value is null)
                continue;
            if (seen.TryGetValue(field, out var other) && !Equals(other.Value, pair.Value))
                throw new SloValidationException(
                    pair.Key,
                    $"The value is duplicated, as '{other.Key}' and as '{pair.Key}', and the two differ",
                    "Give it once"
                );
            seen[field] = (pair.Key, pair.Value);
            metric = field.Set(metric, pair.Key, pair.Value, unknown);
        }

        if (seen is not null)
            EvidenceValidator.CheckAgreement(
                metric,
                property =>
                    EvidenceField.All.TryGetValue(property, out var field) && seen.TryGetValue(field, out var written)
                        ? written.Key
                        : property
            );
        return claims is null ? metric : WithClaims(metric, claims);
    }

    // A partial answer has several names; each opens no gate.
    private static string KeyOf(string key) => RowDoubts.IsPartial(key) ? "partial" : EvidenceField.Normalize(key);

    private static SloEvidence WithClaims(SloEvidence metric, List<KeyValuePair<string, object?>> claims)
    {
        if (metric is { GoodEvents: { } good, TotalEvents: { } total })
            CheckClaims(claims, key => key, good, total);
        else if (metric.HasDays)
            CheckClaims(claims, key => key, Sum(metric.Days, d => d.GoodEvents), Sum(metric.Days, d => d.TotalEvents));
        string[] places =
        [
            .. claims
                .Where(c => RowDoubts.IsPlace(c.Key))
                .Select(c => RowDoubts.PlaceText(metric.Service, metric.Namespace, c.Key, [Text(c.Value)]))
                .OfType<string>(),
        ];
        return places.Length == 0 ? metric : metric with { Warnings = [.. metric.Warnings, .. places] };
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() ?? "";

    // Sums that no count can hold are refused later.
    private static long Sum(IReadOnlyList<SloDay> days, Func<SloDay, long> count) =>
        (long)Math.Min(days.Sum(d => (decimal)count(d)), (decimal)EvidenceValidator.LargestCount);

    /// <summary>Refuses numbers of unknown keys that say another thing than the counts beside them.</summary>
    /// <param name="pairs">Keys and values, as written.</param>
    /// <param name="fieldOf">The path of a key, for the error.</param>
    /// <param name="good">Good events.</param>
    /// <param name="total">All events.</param>
    /// <exception cref="SloValidationException">One of them contradicts the counts.</exception>
    internal static void CheckClaims(IEnumerable<KeyValuePair<string, object?>> pairs, Func<string, string> fieldOf, long good, long total)
    {
        foreach (var pair in pairs)
        {
            if (ClaimedCount.Problem(pair.Key, fieldOf(pair.Key), Text(pair.Value), good, total) is { } problem)
                throw new SloValidationException(problem);
        }
    }
}

/// <summary>Makes days, hours and exclusions of loose keys and values, such as those of a JSON document that holds evidence.</summary>
internal static class EvidenceListReader
{
    private static readonly string[] _counts = ["good_events", "total_events", "bad_events"];
    private static readonly string[] _dayKeys = ["date", .. _counts, "coverage", "latency_p95", "latency_p99"];
    private static readonly string[] _hourKeys = ["start", .. _counts];
    private static readonly string[] _exclusionKeys = ["from", "to", "reason", .. _counts];

    /// <summary>The key of an entry that an unknown one was probably meant to be, or null when it looks like none.</summary>
    /// <param name="list">The key of the list.</param>
    /// <param name="key">A key that means nothing in its entries.</param>
    public static string? FindSimilarKey(string list, string key)
    {
        var keys = EvidenceField.Normalize(list).ToUpperInvariant() switch
        {
            "DAYS" => _dayKeys,
            "HOURS" => _hourKeys,
            _ => _exclusionKeys,
        };
        if (ClaimedCount.IsBad(key))
            return keys.Contains("bad_events") ? "bad_events" : null;
        var normal = EvidenceField.Normalize(key);
        var nearest = Spelling.Nearest(normal, keys.Select(EvidenceField.Normalize));
        return keys.FirstOrDefault(k =>
                normal.Length >= 3 && EvidenceField.Normalize(k).StartsWith(normal, StringComparison.OrdinalIgnoreCase)
            )
            ?? keys.FirstOrDefault(k => EvidenceField.Normalize(k) == nearest)
            ?? keys.FirstOrDefault(k =>
                k.StartsWith("latency_", StringComparison.Ordinal)
                && normal.IndexOf(k.Substring(8), StringComparison.OrdinalIgnoreCase) >= 0
            );
    }

    /// <summary>
    /// The days of a list; each is a day, or keys and values: date, total_events, good_events or bad_events or both, coverage,
    /// latency_p95, latency_p99. Other keys are left alone. They may come in any order.
    /// </summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <param name="unknown">Called with each key of an entry that means nothing, as <c>days.covrage</c>; or null.</param>
    /// <exception cref="SloValidationException">No list, or a day without its date or counts, or with values that are refused.</exception>
    public static IReadOnlyList<SloDay> ReadDays(string key, object value, Action<string>? unknown = null) =>
        Items(key, value, _dayKeys, unknown, "@{ date = '2026-01-31'; good_events = 999; total_events = 1000 }")
            .Select(item => item.Value as SloDay ?? Day(item))
            .OrderBy(day => day.Date)
            .ToArray();

    /// <summary>The hours of a list; each is an hour, or keys and values: start, good_events, total_events.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <param name="unknown">As for days.</param>
    /// <exception cref="SloValidationException">No list, or an hour without its start or counts, or with values that are
    /// refused.</exception>
    public static IReadOnlyList<SloHour> ReadHours(string key, object value, Action<string>? unknown = null) =>
        Items(key, value, _hourKeys, unknown, "@{ start = '2026-01-31T14:00:00Z'; good_events = 99; total_events = 100 }")
            .Select(item => item.Value as SloHour ?? Hour(item))
            .ToArray();

    /// <summary>The texts of a list.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list; a text alone is a list of one.</param>
    /// <exception cref="SloValidationException">No list, or an entry that is not a text.</exception>
    public static IReadOnlyList<string> ReadTexts(string key, object value) =>
        value is string only
            ? [PrintableText.Escape(only)]
            : Items(key, value, [], null, "'one answer was partial'")
                .Select(item =>
                    item.Value is string text
                        ? PrintableText.Escape(text)
                        : throw new SloValidationException(item.Path, "The entry is not a text", "Give one sentence for each warning")
                )
                .ToArray();

    /// <summary>The exclusions of a list; each is an exclusion, or keys and values: from, to, reason, good_events, total_events.</summary>
    /// <param name="key">The key of the list, for errors.</param>
    /// <param name="value">The list.</param>
    /// <param name="unknown">As for days.</param>
    /// <exception cref="SloValidationException">No list, or an exclusion without its interval, or with values that are refused.</exception>
    public static IReadOnlyList<EvidenceExclusion> ReadExclusions(string key, object value, Action<string>? unknown = null) =>
        Items(
                key,
                value,
                _exclusionKeys,
                unknown,
                "@{ from = '2026-01-31T22:00:00Z'; to = '2026-01-31T23:00:00Z'; reason = 'database upgrade' }"
            )
            .Select(item => item.Value as EvidenceExclusion ?? Exclusion(item))
            .ToArray();

    private static SloDay Day(Item item)
    {
        var (good, total) = item.Events();
        return new SloDay((DateTime)item.Required("date", EvidenceField.ConvertTime), good, total)
        {
            Coverage = item.Find("coverage") is { } found
                ? EvidenceValidator.CheckRatio(
                    item.Field(found.Key),
                    EvidenceField.ConvertNumber(item.Field(found.Key), found.Value!, "a ratio from 0 to 1")
                )
                : 1,
            LatencyP95 = item.Milliseconds("latency_p95"),
            LatencyP99 = item.Milliseconds("latency_p99"),
        };
    }

    private static SloHour Hour(Item item)
    {
        var (good, total) = item.Events();
        return new SloHour((DateTime)item.Required("start", EvidenceField.ConvertTime), good, total);
    }

    private static EvidenceExclusion Exclusion(Item item) =>
        new(
            (DateTime)item.Required("from", EvidenceField.ConvertTime),
            (DateTime)item.Required("to", EvidenceField.ConvertTime),
            item.Find("reason")?.Value?.ToString() ?? ""
        )
        {
            GoodEvents = item.Find("good_events") is null ? 0 : item.Count("good_events"),
            TotalEvents = item.Find("total_events") is null ? 0 : item.Count("total_events"),
        };

    private static IEnumerable<Item> Items(string key, object value, string[] keys, Action<string>? unknown, string example)
    {
        // A list of one may have become its only item on the way.
        var list = value is IEnumerable<KeyValuePair<string, object?>> or SloDay or SloHour or EvidenceExclusion
            ? new[] { value }
            : value as IEnumerable
                ?? throw new SloValidationException(
                    key,
                    $"A value of type {value.GetType().Name} is not a list",
                    "Give a list with an entry for each, or leave the key out"
                );
        var index = 0;
        foreach (var entry in list)
        {
            if (unknown is not null && entry is IEnumerable<KeyValuePair<string, object?>> pairs)
            {
                foreach (var pair in pairs.Where(p => !keys.Any(k => Item.IsKey(k, p.Key))))
                    unknown(key + "." + pair.Key);
            }

            yield return new Item(string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", key, index++), entry, example);
        }
    }

    private sealed record Item(string Path, object? Value, string Example)
    {
        public string Field(string key) => Path + "." + key;

        public KeyValuePair<string, object?>? Find(string key)
        {
            if (Value is not IEnumerable<KeyValuePair<string, object?>> pairs)
                throw new SloValidationException(Path, "The entry has no keys", "Give an object such as " + Example);
            KeyValuePair<string, object?>? found = null;
            foreach (var pair in pairs)
            {
                if (pair.Value is null or "" || !IsKey(key, pair.Key))
                    continue;
                if (found is { } other)
                    throw new SloValidationException(
                        Field(pair.Key),
                        $"The value is duplicated, as '{PrintableText.Escape(other.Key)}' and as '{PrintableText.Escape(pair.Key)}'",
                        "Give it once"
                    );
                found = pair;
            }

            return found;
        }

        /// <summary>Whether a key means a known one, in any of its spellings.</summary>
        public static bool IsKey(string known, string key) =>
            string.Equals(EvidenceField.Normalize(key), EvidenceField.Normalize(known), StringComparison.OrdinalIgnoreCase);

        public double? Milliseconds(string key) =>
            Find(key) is { } pair
                ? EvidenceValidator.CheckLatency(
                    Field(pair.Key),
                    EvidenceField.ConvertNumber(Field(pair.Key), pair.Value!, "milliseconds, for example 450")
                )
                : null;

        public object Required(string key, Func<string, object, object> convert) =>
            Find(key) is { } pair
                ? convert(Field(pair.Key), pair.Value!)
                : throw new SloValidationException(Field(key), "The key is missing", "Give it in each entry, for example " + Example);

        /// <summary>Good and all events; bad ones say the same, and are read where they stand, so that they cannot say otherwise.</summary>
        public (long Good, long Total) Events()
        {
            if (Find("bad_events") is not { } written)
                return Checked(Count("good_events"), Count("total_events"));
            var (bad, total) = (Count("bad_events"), Count("total_events"));
            if (bad > total || (Find("good_events") is not null && Count("good_events") != total - bad))
                throw new SloValidationException(
                    Field(written.Key),
                    bad > total
                        ? $"The {CountText.Of(bad, "bad event")} exceed the {CountText.Of(total, "event")} in all"
                        : $"{CountText.Whole(Count("good_events"))} good and {CountText.Whole(bad)} bad events are not "
                            + $"{CountText.Whole(total)} in all",
                    "Give the good (or the bad) and all events of one and the same count"
                );
            return Checked(total - bad, total);
        }

        private (long Good, long Total) Checked(long good, long total)
        {
            var unknown = ((IEnumerable<KeyValuePair<string, object?>>)Value!).Where(p => !_counts.Any(k => IsKey(k, p.Key)));
            EvidenceReader.CheckClaims(unknown, Field, good, total);
            foreach (var pair in unknown)
            {
                var text = Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "";
                if (RowDoubts.Problem(pair.Key, Field(pair.Key), text) is { } problem)
                    throw new SloValidationException(problem);
            }

            return (good, total);
        }

        public long Count(string key) =>
            (long)Required(
                key,
                (field, value) =>
                    EvidenceValidator.CheckCount(
                        field,
                        EvidenceField.ConvertNumber(field, value, "a whole number, for example 1000"),
                        value
                    )
            );
    }
}
