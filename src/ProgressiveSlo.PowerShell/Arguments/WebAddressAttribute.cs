using System;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Makes an address of a text. The engine's own conversion repeats what it cannot read, and that may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
            return inputData;
        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw new ArgumentTransformationMetadataException("The value is not an address, and is not shown, because it may hold a password. Write it like https://prometheus.example:9090, and give a credential or a token beside it.");
    }
}
