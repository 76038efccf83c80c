using System;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>A type as a reader of help sees it: arrays keep their brackets, Nullable is left out.</summary>
internal sealed record TypeModel(string FullName)
{
    public string ShortName => FullName[(FullName.LastIndexOf('.') + 1)..];

    /// <summary>True for a type that says nothing about what is meant.</summary>
    public bool IsAnything => FullName is "System.Object" or "System.Management.Automation.PSObject";

    /// <summary>True when a page's heading means this type: the full or the short name, of the type or of its elements.</summary>
    public bool IsCalled(string name)
    {
        string wanted = WithoutBrackets(name);
        return string.Equals(wanted, WithoutBrackets(FullName), StringComparison.OrdinalIgnoreCase)
            || string.Equals(wanted, WithoutBrackets(ShortName), StringComparison.OrdinalIgnoreCase);
    }

    private static string WithoutBrackets(string name) =>
        name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : name;
}
