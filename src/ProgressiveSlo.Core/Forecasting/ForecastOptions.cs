using ProgressiveSlo.Errors;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Forecasting;

/// <summary>How a forecast is made.</summary>
public sealed record ForecastOptions
{
    /// <summary>The most paths.</summary>
    public const int MostPaths = 100_000;

    /// <summary>The longest horizon, days.</summary>
    public const int LongestHorizon = 3650;

    /// <summary>How many paths are simulated.</summary>
    public int Paths { get; init; } = 1000;

    /// <summary>How many days each path goes on after the record.</summary>
    public int HorizonDays { get; init; } = 400;

    /// <summary>Seed of the random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Factor by which error ratios change in 30 days, more than 0; 1 for none, 0.8 for a fifth fewer errors.</summary>
    public double Trend { get; init; } = 1;

    /// <summary>How strictly the gate judges.</summary>
    public GateOptions Gate { get; init; } = GateOptions.Default;

    /// <summary>Refuses numbers out of range.</summary>
    /// <exception cref="SloValidationException">A number is out of range; the field is that of the property.</exception>
    internal void Check()
    {
        if (Paths is < 1 or > MostPaths)
            throw OutOfRange("Paths", Paths, $"Give 1 to {CountText.Whole(MostPaths)} paths");
        if (HorizonDays is < 1 or > LongestHorizon)
            throw OutOfRange("Horizon", HorizonDays, $"Give 1 to {CountText.Whole(LongestHorizon)} days");
        if (!(Trend is >= 0.01 and <= 100))
            throw OutOfRange("Trend", Trend, "Give a factor from 0.01 to 100, such as 0.8 for a fifth fewer errors every 30 days");
    }

    private static SloValidationException OutOfRange(string field, double value, string fix) =>
        new(field, $"{NumberText.Plain(value)} is out of range", fix);
}
