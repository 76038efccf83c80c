using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>The message of a gate that stays closed: each service, its verdict and its issues.</summary>
public static class NotReadyText
{
    /// <summary>Makes the message; several lines.</summary>
    /// <param name="results">The results that are not ready.</param>
    /// <param name="evaluated">How many pieces of evidence there were.</param>
    /// <param name="refused">How many of them could not be judged.</param>
    public static string Of(IReadOnlyList<ReadinessResult> results, int evaluated, int refused)
    {
        if (results is null)
            throw new ArgumentNullException(nameof(results));
        var text = new StringBuilder();
        if (evaluated > 1 || refused > 0)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, "{0} of {1} not ready", results.Count + refused, evaluated);
            if (refused > 0)
                text.AppendFormat(CultureInfo.InvariantCulture, " ({0} with evidence that was refused, see the errors before this one)", refused);
            text.Append('.');
        }

        foreach (var result in results)
        {
            if (text.Length > 0)
                text.Append("\n- ");
            text.Append(result.Service is null ? "" : result.Service + ": ")
                .Append(result.Outcome == Verdict.NotReady ? "not ready to leave phase " : "insufficient evidence to leave phase ")
                .Append(result.Phase)
                .Append(": ")
                .Append(string.Join("; ", result.Issues));
        }

        return text.ToString();
    }
}
