namespace ProgressiveSlo.PromQL;

/// <summary>What a check of a regular expression found.</summary>
/// <param name="Problem">What is wrong with it, or null when Prometheus accepts it.</param>
/// <param name="MatchesEmpty">Whether it matches the empty text.</param>
internal readonly record struct RegexCheck(string? Problem, bool MatchesEmpty);
