namespace ProgressiveSlo.Templates;

/// <summary>A value that a template leaves open.</summary>
/// <param name="Name">Name, letters, digits and <c>_</c>; its place in the template is <c>{{.name}}</c>.</param>
/// <param name="Description">One line that says what it is.</param>
public sealed record TemplateParameter(string Name, string Description)
{
    /// <summary>The value when none is given; <c>{{.service}}</c> and <c>{{.namespace}}</c> in it stand for those of the plan. Null when a value must be given.</summary>
    public string? Default { get; init; }

    /// <summary>A value as one would give it, or null.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the value is a regular expression where one is expected; otherwise its characters stand for themselves.</summary>
    public bool IsRegex { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired => Default is null;

    /// <summary>For example <c>job = {{.service}}</c>.</summary>
    public override string ToString() => Default is null ? Name : $"{Name} = {Default}";
}
