using System.Text.RegularExpressions;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Which values of a label a test knows. <c>5..</c> knows HTTP statuses; <c>ERROR</c>, <c>Unavailable</c> or <c>14</c> it calls good
/// without knowing them. Families of values are those that instrumentation writes; a test knows a family when it tells its members apart.
/// </summary>
internal sealed class OutcomeValues
{
    // As expressions of PromQL and of this runtime alike.
    private static readonly (string Pattern, string Members)[] _families =
    [
        ("[1-5][0-9][0-9]", "100 200 201 204 301 302 304 400 401 403 404 408 409 422 429 499 500 501 502 503 504 599"),
        ("[1-5](xx|XX)", "1xx 2xx 3xx 4xx 5xx 1XX 2XX 3XX 4XX 5XX"),
        ("[0-9]|1[0-6]", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
        Names(
            "OK Canceled Cancelled Unknown InvalidArgument DeadlineExceeded NotFound AlreadyExists PermissionDenied Unauthenticated "
                + "ResourceExhausted FailedPrecondition Aborted OutOfRange Unimplemented Internal Unavailable DataLoss"
        ),
        Names(
            "OK CANCELED CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED UNAUTHENTICATED "
                + "RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS"
        ),
        Names("true false"),
        Names("True False"),
        Names("TRUE FALSE"),
        Names("yes no"),
    ];

    // Words for what went wrong, in any case.
    private const string Wrong =
        "(.*[_. -])?(errors?|err|fail(s|ed|ure|ures)?|fatal|exceptions?|time[_-]?outs?|timed[_-]?out|panic|crash(ed)?)|.+(Error|Exception)|"
        + "ko|nok|not[_-]?ok|unsuccessful|aborted|unavailable|internal|data[_-]?loss|deadline[_-]?exceeded|5xx";

    // What the names of labels say that tell how an event ended.
    private static readonly Regex _outcome = Expression(
        "(?i).*(code|status|result|outcome|error|success|response|exception|failed|failure).*"
    );
    private static readonly Regex _wrong = Expression("(?i)(" + Wrong + ")");
    private static readonly Regex _clients = Expression("(?i).*client.*");

    private readonly OutcomeTest _test;
    private readonly string _label;
    private readonly string[] _known;

    /// <param name="test">How the indicator tells events apart.</param>
    /// <param name="label">The label.</param>
    public OutcomeValues(OutcomeTest test, string label)
    {
        (_test, _label) = (test, label);
        _known = _families.Where(f => TellsApart(f.Members.Split(' '))).Select(f => f.Pattern).ToArray();
    }

    /// <summary>
    /// Whether there is anything to look for: the test may call good what it does not know, and the label says how events end.
    /// </summary>
    public bool MayMiss => Misses.Count > 0 && (_known.Length > 0 || _outcome.IsMatch(_label) || NamesError);

    /// <summary>The series that the test calls good without knowing their values.</summary>
    /// <param name="restrict">Makes a selector one of the services that are asked about.</param>
    public IEnumerable<MetricSelector> Unknown(Func<MetricSelector, MetricSelector> restrict)
    {
        var odd =
            _known.Length > 0
                ? new LabelMatcher(_label, "!~", string.Join("|", _known))
                : new LabelMatcher(_label, "=~", "(?i)(" + Wrong + ")");
        return Misses.Select(missed => Series(restrict, [missed, odd]));
    }

    /// <summary>The series whose values the test knows.</summary>
    /// <param name="restrict">Makes a selector one of the services that are asked about.</param>
    public IEnumerable<MetricSelector> Known(Func<MetricSelector, MetricSelector> restrict)
    {
        if (_known.Length > 0)
            yield return Series(restrict, [new LabelMatcher(_label, "=~", string.Join("|", _known))]);
        foreach (var found in Conditions.Select(c => _test.IsGood ? c.ToOpposite() : c).Where(c => c.Operator is "=" or "=~"))
            yield return Series(restrict, [found]);
    }

    /// <summary>How sure it is that a value which was called good is an error.</summary>
    public Doubt DoubtOf(string value)
    {
        if (value.Length == 0)
            return _test.IsOneMetric || _known.Length > 0 ? Doubt.Sure : Doubt.None;
        if (_test.Selects(_label, value) == !_test.IsGood)
            return Doubt.None;
        if (Conditions.Any(c => IsOtherCase(c, value)))
            return Doubt.Sure;
        var isWrong = IsWrong(value);
        return _known.Length > 0
            ? isWrong
                ? Doubt.Sure
                : Doubt.UnlessKnownOfDay
            : isWrong
                ? Doubt.UnlessKnown
                : Doubt.None;
    }

    /// <summary>Whether a value is a word for what went wrong, and not by the client.</summary>
    public static bool IsWrong(string value) => _wrong.IsMatch(value) && !_clients.IsMatch(value);

    private IEnumerable<LabelMatcher> Conditions => _test.Part.Filters.Where(f => f.Label == _label);

    private bool NamesError => Conditions.Any(c => c.Value.Split('|').Any(v => _wrong.IsMatch(v.Trim('(', ')'))));

    // What the conditions let pass for good: each by itself for bad events, where one that is not met is enough.
    private List<LabelMatcher> Misses =>
        _test.IsGood
            ? Conditions.All(c => c.Operator is "!=" or "!~" || IsOpen(c)) && Conditions.FirstOrDefault() is { } first
                ? [first]
                : []
            : [.. Conditions.Where(c => c.Operator is "=" or "=~").Select(c => c.ToOpposite())];

    // "[^5].*" lets words pass.
    private static bool IsOpen(LabelMatcher condition) => LabelMatching.Matches(condition, "ERROR") == true;

    private static bool IsOtherCase(LabelMatcher condition, string value) =>
        LabelMatching.Matches(condition, value) is { } exact
        && condition.Value.Length > 0
        && LabelMatching.Matches(new LabelMatcher(condition.Label, "=~", "(?i)(" + Pattern(condition) + ")"), value) is { } any
        && any
        && exact != (condition.Operator is "=" or "=~");

    private static string Pattern(LabelMatcher condition) =>
        condition.Operator is "=" or "!=" ? RegexText.Escape(condition.Value) : condition.Value;

    private bool TellsApart(string[] members)
    {
        var selected = members.Select(m => _test.Selects(_label, m)).Distinct().ToArray();
        return selected.Length == 2 && !selected.Contains(null);
    }

    private MetricSelector Series(Func<MetricSelector, MetricSelector> restrict, LabelMatcher[] more)
    {
        var ended = _test.Ended(_label);
        return restrict(new MetricSelector(ended.Metric, [.. ended.Filters, .. more]));
    }

    private static (string Pattern, string Members) Names(string names) => (names.Replace(' ', '|'), names);

    private static Regex Expression(string pattern) => new($"^(?:{pattern})\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}

/// <summary>How sure it is that events of a value are not seen as errors.</summary>
internal enum Doubt
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Unless the service has events of values that the test knows, in the whole window.</summary>
    UnlessKnown,

    /// <summary>Unless the service has such events on that day.</summary>
    UnlessKnownOfDay,

    /// <summary>It is an error, or the label is not there.</summary>
    Sure,
}
