using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// What <c>-Readiness</c> takes: a result of Test-SloPhaseReadiness, or what is left of one that came from a job, another process or a
/// file.
/// </summary>
internal static class ReadinessArgument
{
    private const string Field = "Readiness";

    /// <summary>What the result claims; null where there is none.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <exception cref="SloValidationException">It is not a result, or a value of its evidence is refused.</exception>
    public static ReadinessClaim? Resolve(object? argument)
    {
        if (argument is null)
            return null;
        var item = PSObject.AsPSObject(argument);
        if (item.BaseObject is ReadinessResult result)
            return ReadinessClaim.Of(result);
        if (item.BaseObject is string or ValueType || Text(item, "Phase") is not { } phase || Text(item, "Verdict") is not { } verdict)
            throw new SloValidationException(
                Field,
                $"A value of type {item.BaseObject.GetType().Name} is not a result of the gate",
                "Give a result of Test-SloPhaseReadiness"
            );
        var evidence = item.Properties["Evidence"]?.Value;
        return new ReadinessClaim(
            Text(item, "Service"),
            Text(item, "Namespace"),
            phase,
            verdict,
            Texts(item.Properties["Issues"]?.Value),
            Time(item),
            evidence is null ? null : Evidence(evidence)
        );
    }

    private static SloEvidence Evidence(object evidence)
    {
        try
        {
            return EvidenceArgument.Resolve(evidence, _ => { });
        }
        catch (SloValidationException e)
        {
            throw new SloValidationException(
                Field,
                "The evidence of the result is refused: " + e.Problem.Field + ": " + e.Problem.Message,
                e.Problem.Fix
            );
        }
    }

    private static DateTime Time(PSObject item) =>
        item.Properties["EvaluatedAt"]?.Value switch
        {
            DateTime time => ProgressiveSlo.Time.UtcTime.From(time),
            PSObject { BaseObject: DateTime time } => ProgressiveSlo.Time.UtcTime.From(time),
            { } value when ProgressiveSlo.Time.UtcTime.TryParse(value.ToString() ?? "", out var time) => time,
            _ => throw new SloValidationException(Field, "The result does not say when it was made (EvaluatedAt)", "Test the gate again"),
        };

    private static string? Text(PSObject item, string name) =>
        item.Properties[name]?.Value is { } value ? (value as PSObject ?? value).ToString() : null;

    private static string[] Texts(object? value) =>
        ((value as PSObject)?.BaseObject ?? value) is System.Collections.IEnumerable list and not string
            ? list.Cast<object?>().Select(i => i?.ToString() ?? "").ToArray()
            : [];
}
