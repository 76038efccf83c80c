namespace ProgressiveSlo.Build;

/// <summary>One cmdlet, as its class declares it.</summary>
internal sealed record CmdletModel(
    string Verb,
    string Noun,
    bool SupportsShouldProcess,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<TypeModel> OutputTypes,
    IReadOnlyList<ParameterModel> Parameters,
    IReadOnlyList<ParameterSetModel> ParameterSets
)
{
    public string Name => Verb + "-" + Noun;
}

/// <summary>One parameter of a cmdlet with everything that does not depend on the parameter set.</summary>
/// <param name="Sets">How the parameter behaves in each parameter set; one entry named <see cref="AllSets"/> when it is in all.</param>
/// <param name="Values">The only accepted values (an enum or a ValidateSet); empty when any value of the type will do.</param>
internal sealed record ParameterModel(
    string Name,
    TypeModel Type,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    bool SupportsWildcards,
    bool IsHidden,
    IReadOnlyList<ParameterInSet> Sets
)
{
    public const string AllSets = "__AllParameterSets";

    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    public bool TakesPipelineByValue => Sets.Any(s => s.ByValue);

    public ParameterInSet? In(string setName) =>
        Sets.FirstOrDefault(s => s.SetName == setName) ?? Sets.FirstOrDefault(s => s.SetName == AllSets);
}

/// <summary>How a parameter behaves in one parameter set.</summary>
/// <param name="Position">The position from 0, or null for a parameter that is given by name only.</param>
internal sealed record ParameterInSet(string SetName, int? Position, bool Mandatory, bool ByValue, bool ByPropertyName);

/// <summary>One way to call a cmdlet: its parameters in the order in which a syntax line lists them.</summary>
internal sealed record ParameterSetModel(string Name, IReadOnlyList<ParameterModel> Parameters);

/// <summary>A type as a reader of help sees it: arrays keep their brackets, Nullable is left out.</summary>
internal sealed record TypeModel(string FullName)
{
    public string ShortName => FullName[(FullName.LastIndexOf('.') + 1)..];

    /// <summary>True for a type that says nothing about what is meant.</summary>
    public bool IsAnything => FullName is "System.Object" or "System.Management.Automation.PSObject";

    /// <summary>True when a page's heading means this type: the full or the short name, of the type or of its elements.</summary>
    public bool IsCalled(string name)
    {
        var wanted = WithoutBrackets(name);
        return string.Equals(wanted, WithoutBrackets(FullName), StringComparison.OrdinalIgnoreCase)
            || string.Equals(wanted, WithoutBrackets(ShortName), StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutBrackets(string name) => name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : name;
}
