using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether a pipeline calls ProgressiveSlo. It may do so in a script of its own that nobody follows here, so this decides nothing.</summary>
internal sealed class PipelineCallsProbe(string? folder) : PipelineFileProbe(folder, "PipelineCallsProgressiveSlo", required: false)
{
    private const int MostCharacters = 256 * 1024;

    private protected override SloPrerequisite Look(string root, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return Unknown("There is no pipeline to look into", "New-SloRepository lays one out");
        return files.FirstOrDefault(f => Calls(Path.Combine(root, f))) is { } file
            ? Pass($"{PrintableText.Escape(file)} calls ProgressiveSlo", PrintableText.Escape(file))
            : Fail("No pipeline names ProgressiveSlo, its cmdlets or gate.ps1", "Call pull-request.ps1 for pull requests and gate.ps1 for promotions; New-SloRepository lays both out");
    }

    private static bool Calls(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[MostCharacters];
        var text = new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length));
        return Regex.IsMatch(text, @"ProgressiveSlo|\bgate\.ps1|\bpull-request\.ps1|\b[A-Z][a-z]+-Slo[A-Z]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
