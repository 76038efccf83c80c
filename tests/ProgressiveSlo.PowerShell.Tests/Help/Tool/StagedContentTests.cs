using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help.Tool;

/// <summary>What the build has staged, as a user gets it.</summary>
public sealed class StagedContentTests
{
    private static readonly string[] _top =
    [
        "LICENSE",
        "ProgressiveSlo.Core.dll",
        "ProgressiveSlo.Migration.dll",
        "ProgressiveSlo.PowerShell.dll",
        "ProgressiveSlo.psd1",
    ];

    [Fact]
    public void The_top_holds_the_module_and_nothing_else() =>
        Assert.Equal(_top, Names("").Where(n => !n.EndsWith(".ps1xml", StringComparison.Ordinal)));

    [Fact]
    public void Folders_are_the_dependencies_and_the_help() =>
        Assert.Equal(
            ["dependencies", "en-US"],
            Directory.GetDirectories(StagedModule.Path).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Dependencies_are_assemblies_and_none_is_also_at_the_top()
    {
        var names = Names("dependencies");
        Assert.Contains("ProgressiveSlo.Formats.dll", names);
        Assert.Contains("YamlDotNet.dll", names);
        Assert.Contains("ProgressiveSlo.Prometheus.dll", names);
        Assert.Contains("ProgressiveSlo.Probes.dll", names);
        Assert.All(names, n => Assert.EndsWith(".dll", n));
        Assert.Empty(names.Intersect(Names(""), StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain("System.Management.Automation.dll", names);
    }

    [Fact]
    public void Help_is_generated_beside_the_topics()
    {
        var names = Names("en-US");
        Assert.Contains("ProgressiveSlo.PowerShell.dll-Help.xml", names);
        Assert.Contains("about_ProgressiveSlo.help.txt", names);
    }

    private static List<string> Names(string folder) =>
        Directory.GetFiles(Path.Combine(StagedModule.Path, folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
}
