using System.Globalization;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Reporting;

/// <summary>What the reports of readiness share: how a result, a verdict and the numbers of a check are put in words. Nothing is escaped yet.</summary>
internal static class ReadinessText
{
    /// <summary>What the result is about: <c>checkout, improvement</c>, or the phase alone.</summary>
    public static string Subject(ReadinessResult result) => result.Service is null ? result.Phase : result.Service + ", " + result.Phase;

    /// <summary>The verdict as a sentence begins with it.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Ready => "Ready",
        Verdict.NotReady => "Not ready",
        _ => "Insufficient evidence",
    };

    /// <summary>What was measured and what it was compared with, with units; a dash where there is none.</summary>
    public static (string Actual, string Target) Values(ReadinessCheck check)
    {
        if (check is { Unit: "ratio", Actual: { } actual, Target: { } target })
            return NumberText.PercentPair(NumberText.Exact(actual), NumberText.Exact(target));
        return (Value(check.Actual, check.Unit), Value(check.Target, check.Unit));
    }

    private static string Value(double? value, string unit) => value is not { } number
        ? "–"
        : unit switch
        {
            "ratio" => NumberText.PercentAtLeast2(NumberText.Exact(number)),
            "hours" => number.ToString("F1", CultureInfo.InvariantCulture) + " h",
            "ms" => NumberText.Plain(number) + " ms",
            _ => NumberText.Plain(number) + " " + unit,
        };
}
