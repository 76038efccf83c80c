using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Output;

/// <summary>What the format file calls to print what belongs to a migration.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MigrationDisplay
{
    /// <summary>A challenge with what helps; nothing for null.</summary>
    /// <param name="challenge">The challenge, or null.</param>
    public static string WhatHelps(Challenge? challenge) => challenge is null ? "" : PrintableText.Escape(challenge.Name + ": " + string.Join("; ", challenge.Helps));

    /// <summary>A file and a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Line, from 1; 0 when there is none.</param>
    public static string Place(string path, int line) =>
        string.IsNullOrEmpty(path) ? "" : PrintableText.Escape(path) + (line > 0 ? "(" + line.ToString(CultureInfo.InvariantCulture) + ")" : "");

    /// <summary>What a step waits for: the first verifier that does not pass, or the word of somebody; nothing for one that is done.</summary>
    /// <param name="step">The step.</param>
    public static string Needs(MigrationStep step)
    {
        if (step is null || step.State == StepState.Done)
            return "";
        if (step.Verification.Count == 0)
            return "Evidence";
        var open = step.Checks.FirstOrDefault(c => c.Status != CheckStatus.Pass);
        return PrintableText.Escape(open is null ? step.Checks.Count == 0 ? string.Join(", ", step.Verification) : "Nothing: it passes" : open.Name + ": " + open.Message);
    }

    /// <summary>A point in time, UTC.</summary>
    /// <param name="time">The point in time.</param>
    public static string Time(DateTime time) => UtcTime.Text(time);

    /// <summary>A share as whole percent; nothing for null.</summary>
    /// <param name="share">The share, 0 to 1, or null.</param>
    public static string Share(decimal? share) => share is { } value ? NumberText.Percent(value, 0) : "";

    /// <summary>A tier of the summary in words.</summary>
    /// <param name="tier">The tier.</param>
    public static string Tier(string? tier) => tier == SloMaturity.AllTiers ? "(all)" : string.IsNullOrEmpty(tier) ? "(none)" : PrintableText.Escape(tier!);
}
