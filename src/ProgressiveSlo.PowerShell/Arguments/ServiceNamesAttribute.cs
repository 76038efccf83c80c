using System.Collections;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// Takes the Service property of a piped row before PowerShell turns the whole row into text: its binder tries a value by
/// conversion before it tries the property of the same name, and any object converts to a string.
/// </summary>
internal sealed class ServiceNamesAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or string or string[])
            return value;
        if (value is IDictionary)
            throw new ArgumentTransformationMetadataException("A hashtable is not a row. Write [pscustomobject]@{ Service = 'checkout'; Tier = 'critical' }, or give names.");
        if (value is IEnumerable)
            return inputData;
        var property = PSObject.AsPSObject(inputData).Properties["Service"];
        return property is null ? inputData : property.Value?.ToString();
    }
}
