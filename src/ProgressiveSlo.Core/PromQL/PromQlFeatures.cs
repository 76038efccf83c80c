namespace ProgressiveSlo.PromQL;

/// <summary>Something in PromQL that not every version of Prometheus since 2.42 reads.</summary>
public sealed class PromQlFeature
{
    internal PromQlFeature(string name, PrometheusVersion since, string? flag = null, PrometheusVersion? flagUntil = null)
    {
        Name = name;
        Since = since;
        Flag = flag;
        FlagUntil = flagUntil;
    }

    /// <summary>What it is, fit to begin a sentence: <c>histogram_avg()</c>, <c>A quoted name</c>.</summary>
    public string Name { get; }

    /// <summary>The first version that has it.</summary>
    public PrometheusVersion Since { get; }

    /// <summary>The first version that no longer has it, or null.</summary>
    public PrometheusVersion? Until { get; init; }

    /// <summary>What to write instead of what was removed, or null.</summary>
    public string? Instead { get; init; }

    /// <summary>The feature flag that a server must be started with, a value of <c>--enable-feature</c>; null when it needs none.</summary>
    public string? Flag { get; }

    /// <summary>The first version that needs the flag no more, or null.</summary>
    public PrometheusVersion? FlagUntil { get; }

    /// <summary>Whether a version has it, be it behind a flag.</summary>
    /// <param name="version">The version.</param>
    public bool IsIn(PrometheusVersion version) => Since <= version && !(Until <= version);

    /// <summary>The flag that a version needs for it, or null.</summary>
    /// <param name="version">The version.</param>
    public string? FlagIn(PrometheusVersion version) => FlagUntil <= version ? null : Flag;

    /// <summary>What it needs: <c>Prometheus 3.10 or later, with --enable-feature=promql-binop-fill-modifiers</c>.</summary>
    public string Requirement =>
        this switch
        {
            { Until: { } until, Flag: { } flag } => $"Prometheus {Since} or later, before {until}, with --enable-feature={flag}",
            { Until: { } until } => $"Prometheus before {until}",
            { Flag: null } => $"Prometheus {Since} or later",
            { FlagUntil: { } free } => $"Prometheus {free} or later, or {Since} with --enable-feature={Flag}",
            _ => $"Prometheus {Since} or later, with --enable-feature={Flag}",
        };

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A feature in an expression, and the first place that uses it.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Position">Index of the character where it stands.</param>
public sealed record PromQlFeatureUse(PromQlFeature Feature, int Position);

/// <summary>
/// What came to PromQL after Prometheus 2.42, and what left it. Source: the change log of Prometheus, and its page "Feature flags".
/// </summary>
public static class PromQlFeatures
{
    private const string Experimental = "promql-experimental-functions";
    private const string Durations = "promql-duration-expr";

    private static readonly PromQlFeature[] _syntax =
    [
        new("A number with _ between its digits", V(2, 54)),
        new("A number as a duration, or a duration as a number", V(2, 54)),
        new("A quoted name, or a label with a colon", V(2, 55), "utf8-names", V(3, 0)),
        new("Arithmetic with durations", V(3, 4), Durations, V(3, 14)),
        new("step() in a duration", V(3, 6), Durations, V(3, 14)),
        new("range() in a duration", V(3, 12), Durations, V(3, 14)),
        new("min_of() or max_of() in a duration", V(3, 13), Durations, V(3, 14)),
        new("min() or max() in a duration", V(3, 6), Durations) { Until = V(3, 13), Instead = "min_of() or max_of()" },
        new("anchored or smoothed", V(3, 7), "promql-extended-range-selectors"),
        new("fill(), fill_left() or fill_right()", V(3, 10), "promql-binop-fill-modifiers"),
        new("The operator </ or >/", V(3, 11)),
        new("limitk or limit_ratio", V(2, 54), Experimental),
        new("A group (?<name>...) in a regular expression", V(2, 51)),
    ];

    // Functions by their names. What has no row here is in 2.42 and in all versions since.
    private static readonly Dictionary<string, PromQlFeature> _functions = new PromQlFeature[]
    {
        new("double_exponential_smoothing()", V(3, 0), Experimental),
        new("end()", V(3, 12), Experimental),
        new("first_over_time()", V(3, 7), Experimental, V(3, 14)),
        new("histogram_avg()", V(2, 51)),
        new("histogram_quantiles()", V(3, 11), Experimental),
        new("histogram_stddev()", V(2, 47)),
        new("histogram_stdvar()", V(2, 47)),
        new("holt_winters()", V(2, 0)) { Until = V(3, 0), Instead = "double_exponential_smoothing()" },
        new("info()", V(2, 55), Experimental),
        new("mad_over_time()", V(2, 49), Experimental),
        new("max_of()", V(3, 13), Experimental),
        new("min_of()", V(3, 13), Experimental),
        new("range()", V(3, 12), Experimental),
        new("sort_by_label()", V(2, 49), Experimental),
        new("sort_by_label_desc()", V(2, 49), Experimental),
        new("start()", V(3, 12), Experimental),
        new("start_timestamp()", V(3, 14), Experimental),
        new("step()", V(3, 12), Experimental),
        new("ts_of_first_over_time()", V(3, 7), Experimental),
        new("ts_of_last_over_time()", V(3, 5), Experimental),
        new("ts_of_max_over_time()", V(3, 5), Experimental),
        new("ts_of_min_over_time()", V(3, 5), Experimental),
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>All features.</summary>
    public static IReadOnlyCollection<PromQlFeature> All { get; } = [.. _syntax, .. _functions.Values];

    internal static PromQlFeature UnderscoreInNumber => _syntax[0];

    internal static PromQlFeature NumberAsDuration => _syntax[1];

    internal static PromQlFeature QuotedName => _syntax[2];

    internal static PromQlFeature DurationArithmetic => _syntax[3];

    internal static PromQlFeature DurationStep => _syntax[4];

    internal static PromQlFeature DurationRange => _syntax[5];

    internal static PromQlFeature DurationMinOf => _syntax[6];

    internal static PromQlFeature DurationMin => _syntax[7];

    internal static PromQlFeature ExtendedRange => _syntax[8];

    internal static PromQlFeature Fill => _syntax[9];

    internal static PromQlFeature Trim => _syntax[10];

    internal static PromQlFeature Limit => _syntax[11];

    internal static PromQlFeature NamedGroup => _syntax[12];

    /// <summary>The row of a function, or null.</summary>
    internal static PromQlFeature? OfFunction(string name) => _functions.TryGetValue(name + "()", out var feature) ? feature : null;

    private static PrometheusVersion V(int major, int minor) => new(major, minor);
}
