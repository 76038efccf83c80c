using System;

namespace ProgressiveSlo.PromQL;

/// <summary>Carries a problem from deep in the check of a regular expression to its entry.</summary>
internal sealed class RegexFailure(string problem) : Exception(problem);
