using System.Text.RegularExpressions;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Probes.Tests;

public sealed class DocumentedProbesTests
{
    private static readonly string[] _words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"];

    [Fact]
    public void The_page_has_each_probe_in_its_order_and_counts_those_of_Prometheus()
    {
        var names = PrerequisiteProbes.Create(new PrerequisiteSettings()).Select(p => p.Name).ToArray();
        var page = Repository.Read("docs/cmdlets/Test-SloPrerequisite.md");
        var list = page[page.IndexOf("The prerequisites:", StringComparison.Ordinal)..];
        Assert.Equal(names, Regex.Matches(list, "^- ([A-Za-z]+): ", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
        var count = names.Count(n => n.StartsWith("Prometheus", StringComparison.Ordinal));
        Assert.Contains($"Without it the {_words[count]} prerequisites of Prometheus are skipped.", page, StringComparison.Ordinal);
    }
}
