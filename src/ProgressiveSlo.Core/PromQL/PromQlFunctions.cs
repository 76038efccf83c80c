namespace ProgressiveSlo.PromQL;

/// <summary>The functions of Prometheus 2.42. Source: its documentation, "Query functions".</summary>
public static class PromQlFunctions
{
    private const PromQlValueType _scalar = PromQlValueType.Scalar;
    private const PromQlValueType _vector = PromQlValueType.InstantVector;
    private const PromQlValueType _range = PromQlValueType.RangeVector;
    private const PromQlValueType _text = PromQlValueType.Text;

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
            "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_count "
                + "histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp",
            _vector,
            1,
            1,
            _vector
        );
        Add(
            "absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time "
                + "max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time",
            _vector,
            1,
            1,
            _range
        );
        Add("clamp", _vector, 3, 3, _vector, _scalar, _scalar);
        Add("clamp_max clamp_min", _vector, 2, 2, _vector, _scalar);
        Add("days_in_month day_of_month day_of_week day_of_year hour minute month year", _vector, 0, 1, _vector);
        Add("histogram_fraction", _vector, 3, 3, _scalar, _scalar, _vector);
        Add("histogram_quantile", _vector, 2, 2, _scalar, _vector);
        Add("holt_winters", _vector, 3, 3, _range, _scalar, _scalar);
        Add("label_replace", _vector, 5, 5, _vector, _text, _text, _text, _text);
        Add("label_join", _vector, 3, null, _vector, _text, _text, _text);
        Add("pi time", _scalar, 0, 0);
        Add("predict_linear", _vector, 2, 2, _range, _scalar);
        Add("quantile_over_time", _vector, 2, 2, _scalar, _range);
        Add("round", _vector, 1, 2, _vector, _scalar);
        Add("scalar", _scalar, 1, 1, _vector);
        Add("vector", _vector, 1, 1, _scalar);
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
    }

    /// <summary>Name, in lower case.</summary>
    public string Name { get; }

    /// <summary>Type of the result.</summary>
    public PromQlValueType ReturnType { get; }

    /// <summary>Types of the arguments. Further arguments, where they are allowed, have the last of these types.</summary>
    public IReadOnlyList<PromQlValueType> ArgumentTypes { get; }

    /// <summary>How many arguments there are at least.</summary>
    public int FewestArguments { get; }

    /// <summary>How many arguments there are at most, or null for any number.</summary>
    public int? MostArguments { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
