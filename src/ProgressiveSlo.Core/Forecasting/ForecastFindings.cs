using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Forecasting;

/// <summary>What a forecast has to say where a plan is reviewed, such as in a pull request.</summary>
public static class ForecastFindings
{
    /// <summary>Code of a planned date that is more likely missed than met.</summary>
    public const string DateUnrealistic = "PlanDateUnrealistic";

    /// <summary>The findings: a warning for each planned date that is not realistic; none where no date could be judged.</summary>
    /// <param name="forecast">The forecast of the plan.</param>
    /// <param name="path">The plan file as the user knows it; may be empty.</param>
    public static IReadOnlyList<SloFinding> Of(SloForecast forecast, string path = "")
    {
        if (forecast is null)
            throw new ArgumentNullException(nameof(forecast));
        return
        [
            .. forecast
                .Gates.Where(g => g.Realistic == false)
                .Select(g => new SloFinding(
                    DateUnrealistic,
                    FindingSeverity.Warning,
                    ForecastBuilder.NotRealistic(g, forecast.HorizonDays),
                    PrintableText.Escape(path ?? ""),
                    0,
                    $"phases.{g.Phase}",
                    Fix(g)
                )
                {
                    Service = forecast.Service,
                }),
        ];
    }

    private static string Fix(SloForecastGate gate) =>
        gate.P90 is { } date
            ? $"Plan {UtcTime.DateText(date)}, by which 90% of the paths pass, or remove what causes the errors first"
            : "Remove what causes the errors first; Get-SloForecast -Trend shows what fewer of them would bring";
}
