using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Reporting;

/// <summary>How many findings or gaps there are of each severity, the gravest first.</summary>
internal static class MarkdownSeverities
{
    private static readonly FindingSeverity[] _order = [FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Information];

    public static void Write(IReadOnlyCollection<FindingSeverity> severities, TextWriter output)
    {
        foreach (var severity in _order)
            output.Write($"- {severity}: {severities.Count(s => s == severity).ToString(CultureInfo.InvariantCulture)}\n");
        output.Write('\n');
    }
}
