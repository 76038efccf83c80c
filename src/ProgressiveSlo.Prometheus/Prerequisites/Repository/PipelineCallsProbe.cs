using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Repository;

/// <summary>Whether a pipeline calls ProgressiveSlo. It may do so in a script of its own that nobody follows here, so this decides nothing.</summary>
internal sealed class PipelineCallsProbe(string? folder) : PrerequisiteProbe("PipelineCallsProgressiveSlo", PrerequisiteArea.Pipeline, required: false)
{
    private const int MostCharacters = 256 * 1024;

    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (folder is null)
            return Skipped("there is no repository", "Give -RepositoryPath, or go to a folder in it");
        try
        {
            var root = RepositoryRoot.Find(folder) ?? folder;
            var files = PipelineFiles.In(root);
            if (files.Count == 0)
                return Unknown("There is no pipeline to look into", "New-SloRepository lays one out");
            return files.FirstOrDefault(f => Calls(Path.Combine(root, f))) is { } file
                ? Pass($"{PrintableText.Escape(file)} calls ProgressiveSlo", PrintableText.Escape(file))
                : Fail("No pipeline names ProgressiveSlo, its cmdlets or gate.ps1", "Call pull-request.ps1 for pull requests and gate.ps1 for promotions; New-SloRepository lays both out");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Unknown("The folder cannot be read: " + PrintableText.Escape(e.Message).TrimEnd('.'), "Give yourself the right to read it");
        }
    }

    private static bool Calls(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[MostCharacters];
        var text = new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length));
        return Regex.IsMatch(text, @"ProgressiveSlo|\bgate\.ps1|\bpull-request\.ps1|\b[A-Z][a-z]+-Slo[A-Z]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
