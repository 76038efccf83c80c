using System.Text.Json;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Reporting;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Reporting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

public sealed class MigrationReportTests
{
    // The migration as it is read: challenges and what helps are those of today.
    private static SloMigration Migration => MigrationReader.Read(MigrationFiles.Write(MigrationFiles.InPilot()), "");

    [Theory]
    [InlineData("migration.md")]
    [InlineData("migration.json")]
    public void The_report_of_a_migration_is_the_golden_one(string file)
    {
        using var text = new StringWriter();
        IReportWriter report = file.EndsWith(".md", StringComparison.Ordinal)
            ? new MarkdownMigrationReport()
            : new JsonReport<SloMigration>();
        report.Write(Migration, text);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Migration", file)), text.ToString());
    }

    [Fact]
    public void Texts_of_others_start_no_markup_and_no_command()
    {
        var request = new MigrationRequest(
            [new CatalogService("a") { Tier = "##vso[task.complete]", Owner = "<b>|x" }, new CatalogService("b")],
            BuiltInChecklists.Default,
            MigrationFiles.Start
        )
        {
            Name = "::error::x",
        };
        var migration = MigrationFiles.Force(MigrationPlanner.Plan(request), "git-repository", 1);
        using var text = new StringWriter();
        new MarkdownMigrationReport().Write(migration, text);
        Assert.DoesNotContain("<b>", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\n::", text.ToString(), StringComparison.Ordinal);
        using var json = new StringWriter();
        new JsonReport<SloMigration>().Write(migration, json);
        Assert.DoesNotContain("##vso[", json.ToString(), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.ToString());
        Assert.Equal("##vso[task.complete]", document.RootElement.GetProperty("Services")[0].GetProperty("Tier").GetString());
    }

    [Fact]
    public void The_burndown_counts_the_plan_and_what_was_done()
    {
        var migration = MigrationFiles.Force(Migration, "deploy-by-tier.service-4", 47);
        var weeks = migration.Burndown;
        Assert.Equal(Enumerable.Range(1, weeks.Count), weeks.Select(w => w.Week));
        Assert.Equal((8, 8), (weeks[0].Planned, weeks[0].Actual));
        Assert.Equal((8, 7), (weeks[2].Planned, weeks[2].Actual));
        Assert.Equal((5, 7), (weeks[5].Planned, weeks[5].Actual));
        Assert.Equal((4, 6), (weeks[6].Planned, weeks[6].Actual));
        Assert.Null(weeks[7].Actual);
        Assert.Equal(0, weeks[^1].Planned);
        Assert.Equal(migration.Waves[^1].EndDate, weeks[^1].EndDate);
    }
}
