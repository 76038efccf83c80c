using System.Text.Json;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>Colours by value: the first holds from below, each other one from its number on.</summary>
internal sealed class ThresholdSteps
{
    // The share of the error budget from which on it is no reason to worry.
    private const decimal LowBudget = 0.25m;

    private static readonly string[] _colors = ["red", "orange", "yellow"];

    private readonly string _base;
    private readonly (decimal From, string Color)[] _steps;

    public ThresholdSteps(string lowest, params (decimal From, string Color)[] steps)
    {
        _base = lowest;
        _steps = steps;
    }

    /// <summary>No colour says anything.</summary>
    public static ThresholdSteps Plain { get; } = new("text");

    /// <summary>A count that should be 0.</summary>
    public static ThresholdSteps Zero { get; } = new("green", (1m, "red"));

    /// <summary>The share of the error budget that is left.</summary>
    public static ThresholdSteps BudgetLeft { get; } = OfBudget(1m);

    /// <summary>A burn rate, where the alerts of the SLO are not known: 1 uses up the budget exactly with the period.</summary>
    public static ThresholdSteps BurnRate { get; } = new("green", (1m, "yellow"), (3m, "orange"), (6m, "red"));

    /// <summary>Whether there is anything above the lowest colour.</summary>
    public bool Any => _steps.Length > 0;

    /// <summary>The highest number; 0 without any.</summary>
    public decimal Highest => _steps.Length == 0 ? 0m : _steps[_steps.Length - 1].From;

    /// <summary>What is left of an error budget of a size, in the unit of the size: green from a quarter of it.</summary>
    /// <param name="whole">The whole budget, at least 0; 0 where the target is 1.</param>
    public static ThresholdSteps OfBudget(decimal whole) =>
        whole > 0m ? new("red", (0m, "orange"), (LowBudget * whole, "green")) : new("red", (0m, "green"));

    /// <summary>Red below the target.</summary>
    public static ThresholdSteps Target(decimal target) => new("red", (target, "green"));

    /// <summary>Red above the error budget.</summary>
    public static ThresholdSteps Budget(decimal target) => new("green", (1m - target, "red"));

    /// <summary>The factors of alerts. Where two alerts share one, the colour is that of the graver.</summary>
    public static ThresholdSteps Factors(IEnumerable<BurnRateAlert> alerting) =>
        new(
            "green",
            alerting.GroupBy(a => a.BurnRate).OrderBy(g => g.Key).Select(g => (g.Key, _colors[g.Min(a => Gravity(a.Severity))])).ToArray()
        );

    /// <summary>Writes the property <c>thresholds</c>.</summary>
    public void Write(Utf8JsonWriter json) => json.Object("thresholds", () => WriteContent(json));

    /// <summary>Writes what is inside.</summary>
    public void WriteContent(Utf8JsonWriter json)
    {
        json.WriteString("mode", "absolute");
        json.WriteStartArray("steps");
        json.WriteStartObject();
        json.WriteString("color", _base);
        json.WriteNull("value");
        json.WriteEndObject();
        foreach (var (from, color) in _steps)
        {
            json.WriteStartObject();
            json.WriteString("color", color);
            json.Number("value", from);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Gravity(string severity) =>
        severity switch
        {
            _ when AlertSeverity.IsPage(severity) => 0,
            AlertSeverity.Info => 2,
            _ => 1,
        };
}
