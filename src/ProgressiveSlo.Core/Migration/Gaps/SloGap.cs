using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration;

/// <summary>What one service lacks on its way to SLO-as-code.</summary>
/// <param name="Code">What kind of gap it is, for example <c>SloMissing</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What is missing or wrong here, one sentence without its full stop.</param>
public sealed record SloGap(string Code, FindingSeverity Severity, string Message)
{
    /// <summary>The service, or null when nothing names it.</summary>
    public string? Service { get; init; }

    /// <summary>Tier of the service in the catalog, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner of the service, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Name of the inventory item that it is about, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The file as the user knows it; empty when there is none.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line, from 1; 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>What to do about it, without a full stop at the end.</summary>
    public string Guidance { get; init; } = "";

    /// <summary>The challenge that it belongs to, with what helps; null for none.</summary>
    public Challenge? Challenge { get; init; }

    /// <summary>The cmdlet call that closes it, ready to be copied; empty when only people can.</summary>
    public string Cmdlet { get; init; } = "";
}
