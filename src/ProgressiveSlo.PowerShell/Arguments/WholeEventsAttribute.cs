using System;
using System.Globalization;
using System.Management.Automation;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Refuses a part of an event: the engine would round it to a whole one, and nobody would know.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeEventsAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return IsPart(value)
            ? throw new ArgumentTransformationMetadataException($"{PrintableText.Escape(Convert.ToString(value, CultureInfo.InvariantCulture)!)} is no whole number of events. Give whole events.")
            : inputData;
    }

    private static bool IsPart(object value) => value switch
    {
        decimal number => number % 1m != 0,
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 != 0,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number % 1 != 0,
        _ => false,
    };
}
