using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration;

/// <summary>What is said of one kind of gap. Data: the built-in file.</summary>
/// <param name="Code">The code, for example <c>SloMissing</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">What it is, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop at the end.</param>
/// <param name="Cmdlet">The cmdlet call that closes it, with <c>{service}</c> and the like, and optional parts in square brackets; empty when only people can.</param>
public sealed record GapRule(string Code, FindingSeverity Severity, string Title, string Guidance, string Cmdlet);
