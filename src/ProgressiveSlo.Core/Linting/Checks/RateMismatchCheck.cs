using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>rate is per second and increase is per window: their quotient is off by the seconds of the window.</summary>
internal sealed class RateMismatchCheck : ILintCheck
{
    public string Code => "RateMismatch";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Pair is { } pair && Unit(pair.Part.Function) is { } part && Unit(pair.Total.Function) is { } total && part != total)
            yield return subject.Remark(Code, pair.Field, $"{pair.Word} is counted by {pair.Part.Function} and total by {pair.Total.Function}: one is per second, the other one per window", $"Use {pair.Total.Function} in both");
    }

    private static string? Unit(string? function) => function switch
    {
        "rate" or "irate" or "deriv" => "second",
        "increase" or "delta" or "sum_over_time" or "count_over_time" => "window",
        _ => null,
    };
}
