namespace ProgressiveSlo.Fuzz;

/// <summary>
/// What is read of inputs, and what must hold of what was read. To add a target: a class that derives from this one, in a file below
/// Targets. What was once found lies in <c>corpus/NAME</c>.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>The name, as it is given to --target; lower case.</summary>
    public abstract string Name { get; }

    /// <summary>How its inputs are damaged.</summary>
    public virtual InputShape Shape => InputShape.Tree;

    /// <summary>Its share of the inputs, beside the others' shares. Dear targets take fewer.</summary>
    public virtual int Share => 4;

    /// <summary>The sound texts that inputs are made of, in an order that is always the same.</summary>
    public abstract IEnumerable<string> Seeds();

    /// <summary>Reads an input, and does with it what a user would. Whatever it throws is a failure.</summary>
    /// <param name="input">The input.</param>
    /// <returns>Whether it was read; false when it was refused, with words for it.</returns>
    public abstract bool Run(FuzzInput input);

    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. typeof(FuzzTarget)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(FuzzTarget)) && !t.IsAbstract)
            .Select(t => (FuzzTarget)Activator.CreateInstance(t)!)
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];
}

/// <summary>What a text is to a mutator.</summary>
internal enum InputShape
{
    /// <summary>YAML or JSON.</summary>
    Tree,

    /// <summary>JSON, which YAML's own spelling would only spoil.</summary>
    Json,

    /// <summary>Lines with commas.</summary>
    Rows,

    /// <summary>PromQL.</summary>
    Expression,

    /// <summary>Anything.</summary>
    Text,
}
