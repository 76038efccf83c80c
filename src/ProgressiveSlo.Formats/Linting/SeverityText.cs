using System;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>Severities as files write them.</summary>
internal static class SeverityText
{
    /// <summary>What switches a rule off.</summary>
    public const string Off = "off";

    /// <summary>The severity of a word, or null.</summary>
    public static FindingSeverity? Find(string word)
    {
        foreach (FindingSeverity severity in Enum.GetValues(typeof(FindingSeverity)))
        {
            if (string.Equals(severity.ToString(), word, StringComparison.OrdinalIgnoreCase))
                return severity;
        }

        return null;
    }
}
