using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// Takes the Service property of a piped row before PowerShell turns the whole row into text: its binder tries a value by
/// conversion before it tries the property of the same name, and any object converts to a string.
/// </summary>
internal sealed class ServiceNamesAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData.Unwrap();
        if (value is null or string or string[])
            return value;
        if (value is IDictionary)
            throw new ArgumentTransformationMetadataException(
                "A hashtable is not a row. Write [pscustomobject]@{ Service = 'checkout'; Tier = 'critical' }, or give names."
            );
        if (value is IEnumerable)
            return inputData;
        var property = PSObject.AsPSObject(inputData).Properties["Service"];
        return property is null ? inputData : property.Value?.ToString();
    }
}

/// <summary>Refuses a part of an event: the engine would round it to a whole one, and nobody would know.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeEventsAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData.Unwrap();
        return IsFraction(value)
            ? throw new ArgumentTransformationMetadataException(
                $"{PrintableText.Escape(Convert.ToString(value, CultureInfo.InvariantCulture)!)} "
                    + $"is not a whole number of events. Give whole events."
            )
            : inputData;
    }

    private static bool IsFraction(object value) =>
        value switch
        {
            decimal number => number % 1m != 0,
            double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 != 0,
            string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number % 1 != 0,
            _ => false,
        };
}

/// <summary>Refuses what is not a version. As a text, 3.10 keeps its zero.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PrometheusVersionTextAttribute : ValidateArgumentsAttribute
{
    /// <summary>The version of a parameter that was validated; null when it was not given.</summary>
    public static PrometheusVersion? Read(string? text) => PrometheusVersion.TryParse(text, out var version) ? version : null;

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Read(arguments.Unwrap() as string) is null)
            throw new ValidationMetadataException(
                $"'{PrintableText.Escape(arguments.Unwrap()?.ToString() ?? "")}' is not a version of Prometheus. Write it as 2.42 or 3.14."
            );
    }
}

/// <summary>Makes an address of a text. The engine's own conversion repeats what it cannot read, and that may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData.Unwrap() is not string text)
            return inputData;
        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw new ArgumentTransformationMetadataException(
                "The value is not an address, and is not shown, because it may hold a password. Write it like "
                    + "https://prometheus.example:9090, and give a credential or a token beside it."
            );
    }
}
