using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Indicator</c> takes: a counter's name, a hashtable of two selectors (Good or Bad, and Total), or an indicator object.</summary>
internal static class IndicatorArgument
{
    private const string Mend = "Give a metric name, or @{ Good = 'requests_total{code!~\"5..\"}'; Total = 'requests_total' }";

    /// <summary>The indicator that was asked for.</summary>
    /// <param name="argument">The parameter's value; null for the default.</param>
    /// <exception cref="SloValidationException">The value is no indicator; the field is Indicator, whatever part is wrong.</exception>
    public static SloIndicator Resolve(object? argument)
    {
        try
        {
            return Parse(argument);
        }
        catch (SloValidationException e)
        {
            throw new SloValidationException("Indicator", e.Problem.Message, e.Problem.Mend);
        }
    }

    private static SloIndicator Parse(object? argument)
    {
        argument = (argument as PSObject)?.BaseObject ?? argument;
        return argument switch
        {
            null => RatioIndicator.Default,
            SloIndicator indicator => indicator,
            string metric => RatioIndicator.Http(metric),
            IDictionary map => FromMap(map),
            _ => throw new SloValidationException("Indicator", $"A value of type {argument.GetType().Name} is not an indicator", Mend),
        };
    }

    private static RatioIndicator FromMap(IDictionary map)
    {
        foreach (var key in map.Keys)
        {
            if (key?.ToString()?.ToUpperInvariant() is not ("GOOD" or "BAD" or "TOTAL"))
                throw new SloValidationException("Indicator", $"The key '{key}' is unknown", Mend);
        }

        var total = Selector(map, "Total") ?? throw Missing("Total");
        var bad = Selector(map, "Bad");
        var good = Selector(map, "Good");
        if (bad is not null && good is not null)
            throw new SloValidationException("Indicator", "There are both Good and Bad", "Give one of them, and Total");
        return bad is null ? new RatioIndicator(good ?? throw Missing("Good"), total) : RatioIndicator.OfBad(bad, total);
    }

    private static MetricSelector? Selector(IDictionary map, string key)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (string.Equals(entry.Key.ToString(), key, System.StringComparison.OrdinalIgnoreCase) && entry.Value is not null)
                return MetricSelector.Parse(entry.Value.ToString()!, "Indicator." + key);
        }

        return null;
    }

    private static SloValidationException Missing(string key) => new("Indicator", $"The key '{key}' is missing", Mend);
}
