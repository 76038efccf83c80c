using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>An error ratio of 1 gives a burn rate of 1 / (1 − target); an alert fires strictly above its factor. Source: Google SRE Workbook, chapter 5.</summary>
internal static class AlertReach
{
    /// <summary>Why an alert with this factor can never fire, and the mend; null when it can. The message goes on after the alert's name.</summary>
    public static (string Message, string Mend)? Problem(decimal burnRate, decimal target)
    {
        var budget = 1m - target;
        if (budget is <= 0 or > 1 || burnRate * budget < 1m)
            return null;
        var highest = NumberText.Times(1m / budget);
        return ($"it can never fire: at a target of {NumberText.PercentShort(target)} the burn rate is at most {highest}", $"Give a factor below {highest}, or a higher target");
    }
}
