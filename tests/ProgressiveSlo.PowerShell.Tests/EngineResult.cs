using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Tests;

/// <summary>What a script gave.</summary>
internal sealed class EngineResult(
    IReadOnlyList<PSObject> output,
    IReadOnlyList<ErrorRecord> errors,
    IReadOnlyList<string> warnings,
    Lazy<string> text
)
{
    public IReadOnlyList<PSObject> Output { get; } = output;

    public IReadOnlyList<ErrorRecord> Errors { get; } = errors;

    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>What the console would show, messages first and then the output: 120 columns, no colours.</summary>
    public string Text => text.Value;

    /// <summary>The only object, of that type.</summary>
    public dynamic Single() => Output.Single().BaseObject;

    /// <summary>The objects, of that type.</summary>
    public IReadOnlyList<dynamic> Objects() => [.. Output.Select(o => (dynamic)o.BaseObject)];

    /// <summary>The objects' text, one each.</summary>
    public IReadOnlyList<string?> Strings => Output.Select(o => o.ToString()).ToArray();

    /// <summary>The only error.</summary>
    public ErrorRecord Error => Errors.Single();

    /// <summary>The only error's id, without the name of the cmdlet.</summary>
    public string ErrorId => Error.FullyQualifiedErrorId.Split(',')[0];
}
