using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using ProgressiveSlo.Staging.Checks;
using ProgressiveSlo.Staging.Cmdlets;
using ProgressiveSlo.Staging.Help;
using ProgressiveSlo.Staging.Pages;
using ProgressiveSlo.Staging.Problems;
using ProgressiveSlo.Staging.Output;

namespace ProgressiveSlo.Staging;

/// <summary>Stages the module: <c>ProgressiveSlo.Staging @response-file</c>. Exit code 1 when anything is wrong.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is not [['@', .. string responseFile]])
        {
            Console.Error.WriteLine("usage: ProgressiveSlo.Staging @response-file");
            return 2;
        }
        List<Problem> problems = Run(StagingOptions.Parse(File.ReadLines(responseFile)));
        foreach (Problem problem in problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line))
            Console.Out.WriteLine(problem);
        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Stages only a module without problems: the earlier one stays otherwise.</summary>
    internal static List<Problem> Run(StagingOptions options)
    {
        var problems = new List<Problem>();
        IReadOnlyList<CmdletModel> cmdlets = CmdletReader.Read(options.Cmdlets, options.PowerShellStandard);
        PageSet pages = PageSet.Read(options.Repository, problems);
        PageSetChecks.Run(cmdlets, pages, problems);
        string manifest = Path.Combine(options.Repository, ManifestChecks.File);
        if (File.Exists(manifest))
            ManifestChecks.Run(File.ReadAllText(manifest), cmdlets, problems);

        IReadOnlyDictionary<string, Func<byte[]>> files = new StageLayout(options, problems).Build(() => Help(cmdlets, pages));
        if (problems.Count > 0)
            return problems;

        using (StagingLock.Take(options.Output.TrimEnd('/', '\\') + ".lock"))
        {
            StagedFolder.Write(options.Output, files);
            StageStamp.Write(options.Stamp);
        }
        return problems;
    }

    private static byte[] Help(IReadOnlyList<CmdletModel> cmdlets, PageSet pages)
    {
        IEnumerable<XElement> commands = cmdlets.Select(c => CommandWriter.Write(c, pages.Find(c.Name)!));
        return MamlDocument.Write(commands);
    }
}
