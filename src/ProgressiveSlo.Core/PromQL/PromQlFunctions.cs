namespace ProgressiveSlo.PromQL;

/// <summary>
/// The functions of Prometheus 2.42 to 3.14. Source: its documentation, "Query functions". <see cref="PromQlFeatures"/> knows which version
/// has which.
/// </summary>
public static class PromQlFunctions
{
    private const PromQlValueType Scalar = PromQlValueType.Scalar;
    private const PromQlValueType Vector = PromQlValueType.InstantVector;
    private const PromQlValueType Range = PromQlValueType.RangeVector;
    private const PromQlValueType Text = PromQlValueType.Text;

    private static readonly Dictionary<string, PromQlFunction> _byName = ByName();

    /// <summary>All functions.</summary>
    public static IReadOnlyCollection<PromQlFunction> All => _byName.Values;

    /// <summary>The function of a name, or null when there is none. Names are case-sensitive.</summary>
    /// <param name="name">The name.</param>
    public static PromQlFunction? Find(string name) => _byName.TryGetValue(name, out var function) ? function : null;

    private static Dictionary<string, PromQlFunction> ByName()
    {
        var functions = new Dictionary<string, PromQlFunction>(StringComparer.Ordinal);
        Add(
            "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg "
                + "histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt "
                + "start_timestamp tan tanh timestamp",
            Vector,
            1,
            1,
            Vector
        );
        Add(
            "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate "
                + "last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time "
                + "stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
            Vector,
            1,
            1,
            Range
        );
        Add("clamp", Vector, 3, 3, Vector, Scalar, Scalar);
        Add("clamp_max clamp_min", Vector, 2, 2, Vector, Scalar);
        Add("days_in_month day_of_month day_of_week day_of_year hour minute month year", Vector, 0, 1, Vector);
        Add("histogram_fraction", Vector, 3, 3, Scalar, Scalar, Vector);
        Add("histogram_quantile", Vector, 2, 2, Scalar, Vector);
        Add("histogram_quantiles", Vector, 3, 12, Vector, Text, Scalar);
        Add("double_exponential_smoothing holt_winters", Vector, 3, 3, Range, Scalar, Scalar);
        Add("info", Vector, 1, 2, Vector);
        Add("label_replace", Vector, 5, 5, Vector, Text, Text, Text, Text);
        Add("label_join", Vector, 3, null, Vector, Text, Text, Text);
        Add("max_of min_of", Scalar, 2, 2, Scalar);
        Add("end pi range start step time", Scalar, 0, 0);
        Add("predict_linear", Vector, 2, 2, Range, Scalar);
        Add("quantile_over_time", Vector, 2, 2, Scalar, Range);
        Add("round", Vector, 1, 2, Vector, Scalar);
        Add("scalar", Scalar, 1, 1, Vector);
        Add("sort_by_label sort_by_label_desc", Vector, 1, null, Vector, Text);
        Add("vector", Vector, 1, 1, Scalar);
        return functions;

        void Add(string names, PromQlValueType returnType, int fewest, int? most, params PromQlValueType[] argumentTypes)
        {
            foreach (var name in names.Split(' '))
                functions.Add(name, new PromQlFunction(name, returnType, fewest, most, argumentTypes));
        }
    }
}

/// <summary>A function of PromQL and what it takes.</summary>
public sealed class PromQlFunction
{
    internal PromQlFunction(string name, PromQlValueType returnType, int fewest, int? most, params PromQlValueType[] argumentTypes)
    {
        Name = name;
        ReturnType = returnType;
        FewestArguments = fewest;
        MostArguments = most;
        ArgumentTypes = argumentTypes;
        Feature = PromQlFeatures.OfFunction(name);
    }

    /// <summary>Name, in lower case.</summary>
    public string Name { get; }

    /// <summary>Type of the result.</summary>
    public PromQlValueType ReturnType { get; }

    /// <summary>Types of the arguments. Further arguments, where they are allowed, have the last of these types.</summary>
    public IReadOnlyList<PromQlValueType> ArgumentTypes { get; }

    /// <summary>Which versions have it, and behind which flag; null when all have it from 2.42 on.</summary>
    public PromQlFeature? Feature { get; }

    /// <summary>How many arguments there are at least.</summary>
    public int FewestArguments { get; }

    /// <summary>How many arguments there are at most, or null for any number.</summary>
    public int? MostArguments { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
