using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

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
