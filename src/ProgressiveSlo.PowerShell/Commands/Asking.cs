using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Says what ShouldProcess will do, which the engine keeps to itself: the parameter decides, and without it the preference.</summary>
internal static class Asking
{
    /// <summary>Whether -WhatIf is on, so that ShouldProcess says what would be done, and says no.</summary>
    /// <param name="cmdlet">A cmdlet that supports ShouldProcess.</param>
    public static bool IsWhatIf(PSCmdlet cmdlet) => LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>Whether ShouldProcess only shows something, or may wait for somebody.</summary>
    /// <param name="cmdlet">A cmdlet with the impact of those that declare none: Medium.</param>
    public static bool Waits(PSCmdlet cmdlet) => IsWhatIf(cmdlet) || (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var least) && least is ConfirmImpact.Low or ConfirmImpact.Medium);
}
