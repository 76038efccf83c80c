using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

public sealed class RulesGuideTests
{
    [Fact]
    public void Amtool_accepts_the_configuration_of_the_guide()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "guides", "rules.md")).ReplaceLineEndings("\n");
        var start = guide.IndexOf("```yaml\nroute:", StringComparison.Ordinal) + "```yaml\n".Length;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)]);
            var (code, output) = Promtool.Run(Promtool.Find("amtool", "prometheus-alertmanager"), ["check-config", file]);
            Assert.True(code == 0, output);
            Assert.Contains("2 inhibit rules", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProgressiveSlo.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
