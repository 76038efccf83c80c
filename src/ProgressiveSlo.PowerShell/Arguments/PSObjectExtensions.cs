using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What the engine wraps around objects, taken off in one place.</summary>
internal static class PSObjectExtensions
{
    /// <summary>The object itself, whether or not the engine has wrapped it.</summary>
    /// <param name="value">The object, or null.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Unwrap(this object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>
    /// The entries of a hashtable, or of a dictionary of any type: without its own enumerator, one with type parameters gives pairs
    /// that are no entries.
    /// </summary>
    /// <param name="map">The hashtable or dictionary.</param>
    public static IEnumerable<DictionaryEntry> Entries(this IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
            yield return entry;
    }

    /// <summary>What is bound to a parameter while a word is completed; of several values the first.</summary>
    /// <param name="parameters">The parameters that are bound already.</param>
    /// <param name="name">Name of the parameter.</param>
    public static object? Bound(this IDictionary parameters, string name)
    {
        var value = (parameters.Contains(name) ? parameters[name] : null).Unwrap();
        return value is object[] { Length: > 0 } several ? several[0].Unwrap() : value;
    }
}
