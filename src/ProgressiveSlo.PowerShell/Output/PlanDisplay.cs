using System.ComponentModel;
using System.Management.Automation;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>
/// What the types file calls for hidden properties of plans that only the format file shows. The view of a plan is the
/// first that most processes show; a script block in it would cost the engine's compiler, a tenth of their time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PlanDisplay
{
    /// <summary>The date a plan starts on.</summary>
    /// <param name="plan">The plan, as the engine wraps it.</param>
    public static string StartDate(PSObject plan) => plan?.BaseObject is SloPlan known ? SloDisplay.Date(known.StartDate) : "";
}
