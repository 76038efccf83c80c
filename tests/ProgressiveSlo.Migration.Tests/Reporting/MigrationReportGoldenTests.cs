using CsCheck;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Reporting;

public sealed class MigrationReportGoldenTests
{
    [Theory]
    [InlineData("AzurePipelines", "gaps.azure.txt")]
    [InlineData("GitHubActions", "gaps.github.txt")]
    [InlineData("Markdown", "gaps.md")]
    public void Gaps_are_the_golden_ones(string format, string file) =>
        Assert.Equal(MigrationSamples.Golden(file), MigrationSamples.Write(format, MigrationSamples.Gaps));

    [Fact]
    public void Inventory_and_maturity_are_one_document_with_a_table_each() =>
        Assert.Equal(
            MigrationSamples.Golden("migration.md"),
            MigrationSamples.Write("Markdown", [.. MigrationSamples.Inventory, .. MigrationSamples.Maturity])
        );

    private static Gen<string> AnyText { get; } =
        Gen.OneOf(Gen.Int[0, NastyTexts.All.Count - 1].Select(i => NastyTexts.All[i]), Gen.String).Array[1, 3].Select(string.Concat);

    [Fact]
    public void No_text_in_a_gap_or_an_item_can_be_markup_or_a_command() =>
        AnyText.Sample(text =>
        {
            object[] subjects =
            [
                new SloGap(text, FindingSeverity.Error, text)
                {
                    Service = text,
                    Tier = text,
                    Owner = text,
                    Name = text,
                    Path = text,
                    Guidance = text,
                    Cmdlet = text,
                    Challenge = new Challenge(text, [text]),
                },
                new SloInventoryItem
                {
                    Service = text,
                    Name = text,
                    Format = text,
                    Path = text,
                    Owner = text,
                    Reason = text,
                    AlertWindows = [new InventoryAlert(text, text)],
                },
                new SloMaturity(text) { Level = text, Next = text },
            ];
            var report = MigrationSamples.Write("Markdown", subjects);
            Assert.DoesNotMatch("(?<!\\\\)<", report);
            Assert.DoesNotContain("##vso[", report, System.StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("##[", report, System.StringComparison.Ordinal);
            Assert.All(report.Split('\n'), line => Assert.False(line.TrimStart().StartsWith("::", System.StringComparison.Ordinal), line));

            // One row each: no text breaks out of its cell.
            Assert.Equal(3, report.Split('\n').Count(line => line.StartsWith("| ", System.StringComparison.Ordinal)) - 3);
        });
}
