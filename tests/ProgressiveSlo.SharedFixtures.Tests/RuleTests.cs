using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.SharedFixtures.Tests;

/// <summary>Rules in the style of slo-libsonnet.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Rules_become_their_items()
    {
        foreach (var file in SharedFolder.Fixtures.Files("rules", "*.yaml"))
        {
            var reader = new InventoryReader();
            reader.ReadText(File.ReadAllText(file), Path.GetFileName(file));
            var item = Assert.Single(reader.Complete());
            Assert.Empty(reader.TakeFindings());

            Assert.Equal("fooapp", item.Service);
            Assert.True(item.HandWritten);
            var isBurn = file.Contains("burnrate", StringComparison.Ordinal);
            Assert.Equal(
                (isBurn ? SloMethod.BurnRateAlert : SloMethod.ThresholdAlert, isBurn ? 4 : 2),
                (item.Method, item.AlertWindows.Count)
            );
            Assert.Equal(
                !isBurn ? null
                    : file.Contains("latency", StringComparison.Ordinal) ? 0.99m
                    : 0.999m,
                item.Target
            );
        }
    }
}
