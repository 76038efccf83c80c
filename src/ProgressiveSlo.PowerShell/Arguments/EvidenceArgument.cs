using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Evidence</c> takes: evidence, a hashtable, or any object with properties, such as a CSV row.</summary>
internal static class EvidenceArgument
{
    /// <summary>The evidence.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="unknown">Called with each key that means nothing.</param>
    /// <exception cref="SloValidationException">A value is refused, or the argument is not an object with properties.</exception>
    public static SloEvidence Resolve(object? argument, Action<string> unknown)
    {
        var value = argument.Unwrap();
        return value switch
        {
            SloEvidence metric => metric,
            IDictionary<string, object?> map => EvidenceReader.Read(
                map.Select(e => new KeyValuePair<string, object?>(e.Key, ToPlainValue(e.Key, e.Value))),
                unknown
            ),
            IDictionary map => EvidenceReader.Read(Entries(map), unknown),
            null => throw Invalid("Nothing ($null) was given"),
            string or ValueType or SloPlan or PlannedPhase or SloPhase or ReadinessResult => throw Invalid(
                $"A value of type {value.GetType().Name} is not evidence"
            ),
            _ => EvidenceReader.Read(Properties(PSObject.AsPSObject(argument), ToPlainValue), unknown),
        };
    }

    /// <summary>The pieces of evidence that an argument holds: an array given by name has several.</summary>
    /// <param name="argument">The parameter's value.</param>
    public static IEnumerable<object?> Each(object? argument)
    {
        var value = argument.Unwrap();
        return value is IList and not IDictionary ? ((IList)value).Cast<object?>() : [argument];
    }

    /// <summary>Excluded intervals: hashtables or objects with From, To and Reason.</summary>
    /// <param name="intervals">The parameter's value.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="unknown">Called with each key that means nothing, as <c>Exclude.Note</c>.</param>
    /// <exception cref="SloValidationException">An interval has no ends, or ends before it begins.</exception>
    public static IReadOnlyList<EvidenceExclusion> Exclusions(object[] intervals, string parameter, Action<string> unknown) =>
        EvidenceReader.ReadExclusions(
            parameter,
            intervals
                .Select((item, i) => ToPlainItem(item, string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", parameter, i)))
                .ToArray(),
            unknown
        );

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
            yield return new KeyValuePair<string, object?>(
                entry.Key.ToString() ?? "",
                ToPlainValue(entry.Key.ToString() ?? "", entry.Value)
            );
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(PSObject item, Func<string, object?, object?> convert)
    {
        foreach (var property in item.Properties)
        {
            if (property.IsGettable)
                yield return new KeyValuePair<string, object?>(property.Name, convert(property.Name, ValueOf(property)));
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            throw new SloValidationException(
                property.Name,
                "The property cannot be read: " + e.Message.TrimEnd('.'),
                "Fix the object, or leave the property out"
            );
        }
    }

    // Days and exclusions are lists of objects, each loose in its turn; the domain knows no PSObject.
    private static object? ToPlainValue(string key, object? value)
    {
        var plain = Known(value);
        if (plain is null or string or ValueType || !EvidenceReader.IsList(key))
            return plain;
        if (plain is not IEnumerable list || plain is IDictionary)
            return ToPlainItem(value, key);
        return list.Cast<object?>()
            .Select((item, i) => ToPlainItem(item, string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", key, i)))
            .ToArray();
    }

    // Entries hold single values. A list in one of them may hold the entry again, and would never end.
    private static object? ToPlainItem(object? item, string path) =>
        Known(item) switch
        {
            null => null,
            IDictionary map => map.Entries()
                .Select(e => new KeyValuePair<string, object?>(e.Key.ToString() ?? "", ToSingle(path, e.Key.ToString() ?? "", e.Value)))
                .ToArray(),
            string or ValueType or SloDay or SloHour or EvidenceExclusion => item.Unwrap(),
            IEnumerable => throw Nested(path),
            _ => Properties(PSObject.AsPSObject(item), (key, value) => ToSingle(path, key, value)).ToArray(),
        };

    private static object? ToSingle(string path, string key, object? value) =>
        Known(value) is var known && (known is null or string or ValueType || !EvidenceReader.IsList(key))
            ? known
            : throw Nested(path + "." + key);

    private static SloValidationException Nested(string path) =>
        new(
            PrintableText.Escape(path),
            "The value is a list, and an entry holds single values",
            "Give entries with single values, such as a date and counts"
        );

    // An empty cell of a database is one that was not measured.
    private static object? Known(object? value) => value.Unwrap() is var known and not DBNull ? known : null;

    private static SloValidationException Invalid(string message) =>
        new(
            "Evidence",
            message,
            "Give a hashtable such as @{ availability = 0.9965; latency_p95 = 450 }, or an object with such properties"
        );
}
