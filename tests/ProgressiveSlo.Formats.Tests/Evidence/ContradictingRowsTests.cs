using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>Rows whose other columns say another thing than their counts, which are 990 good of 1000.</summary>
public sealed class ContradictingRowsTests
{
    public static TheoryData<string, string> Refused =>
        new()
        {
            { "Availability", "0.5" },
            { "availability", "50" },
            { "SuccessRate", "0.5" },
            { "success_ratio", "50%" },
            { "Success %", "98" },
            { "SLI", "0.5" },
            { "Verfügbarkeit", "0,5" },
            { "ErrorRate", "0.5" },
            { "error_percentage", "5" },
            { "FailureRate", "0.02" },
            { "Fehlerquote", "5" },
            { "Unavailability", "0.5" },
            { "Http5xx", "5000" },
            { "http_5xx_total", "5000" },
            { "timeouts", "5000" },
            { "upstream_timeouts", "11" },
            { "status_503", "5000" },
            { "Fehler", "5000" },
            { "fehlgeschlagene Anfragen", "5000" },
            { "erreurs", "5000" },
            { "unhandledExceptions", "5000" },
            { "ErrorsServer", "5000" },
            { "Incidents", "50" },
            { "IncidentsLast30d", "50" },
            { "incidents_last_30d", "6" },
            { "Partial", "true" },
            { "IsPartial", "True" },
            { "PartialAnswer", "true" },
            { "Warnings", "in doubt" },
            { "AvailabilityStdDev", "0.5" },
        };

    public static TheoryData<string, string> Read =>
        new()
        {
            { "Availability", "0.99" },
            { "SuccessRate", "99" },
            { "Success %", "99.00" },
            { "ErrorRate", "0.01" },
            { "error_percentage", "1.0" },
            { "timeouts", "10" },
            { "status_503", "3" },
            { "unhandledExceptions", "0" },
            { "Incidents", "0" },
            { "Partial", "false" },
            { "Warnings", "" },
            { "timeout_ms", "30000" },
            { "TimeoutSeconds", "30" },
            { "ErrorBudgetRemaining", "50" },
            { "default_value", "50" },
            { "failover", "n/a" },
            { "Http2xx", "500" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_row_that_contradicts_its_counts_is_refused(string name, string value)
    {
        foreach (var read in Readers(name, value))
        {
            var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => read()).Problems);
            Assert.Contains($"'{name}' is ", problem.Problem.Message, StringComparison.Ordinal);
            Assert.Equal(name, problem.Problem.Field);
        }
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void A_row_that_does_not_is_read(string name, string value) =>
        Assert.All(Readers(name, value), read => Assert.Equal(990, read().GoodEvents));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_day_of_evidence_that_contradicts_its_counts_is_refused(string name, string value)
    {
        var json =
            "{\"Service\":\"api\",\"Days\":[{\"Date\":\"2026-01-01\",\"GoodEvents\":990,\"TotalEvents\":1000,"
            + $"\"{name}\":\"{value}\"}}]}}";
        var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadText(json, "a.json")).Problems);
        Assert.EndsWith("." + name, problem.Problem.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_columns_may_tell_of_errors()
    {
        var text = "Service,Date,Good,Total,timeouts,status_503,ErrorRate\napi,2026-01-01,990,1000,4,6,";
        Assert.Equal(990, EvidenceFile.ReadText(text + "1.0\n", "a.csv").Single().GoodEvents);
        Assert.Equal(
            2,
            Assert
                .Throws<SloDocumentException>(() =>
                    EvidenceFile.ReadText(text.Replace("4,6", "40,60", StringComparison.Ordinal) + "0.01\n", "a.csv")
                )
                .Problems.Count
        );
    }

    [Theory]
    [InlineData("PartialAnswer", "true")]
    [InlineData("isPartial", "true")]
    [InlineData("incomplete", "\"true\"")]
    public void Evidence_says_in_other_words_that_it_is_partial(string name, string value) =>
        Assert.True(Evidence($"\"{name}\":{value}").Partial);

    [Theory]
    [InlineData("ErrorRate", "0.5")]
    [InlineData("success_rate", "50")]
    [InlineData("errors", "5000")]
    [InlineData("timeouts", "5000")]
    public void Evidence_that_contradicts_its_days_is_refused(string name, string value) =>
        Assert.Throws<SloDocumentException>(() => Evidence($"\"{name}\":{value}"));

    [Theory]
    [InlineData("environment", "staging", "a", "say environment 'staging', and not 'production'")]
    [InlineData("Stage", "dev", "a", "say Stage 'dev', and not 'production'")]
    [InlineData("environment", "prod", "prod", null)]
    [InlineData("environment", "production", "staging", "are of 2 values of 'environment' ('production', 'staging')")]
    [InlineData("region", "eu", "us", "are of 2 values of 'region' ('eu', 'us')")]
    [InlineData("region", "eu", "eu", null)]
    public void Where_rows_come_from_is_told_with_the_evidence(string name, string first, string second, string? told)
    {
        second = second == "a" ? first : second;
        var text = $"Service,Date,Good,Total,{name}\napi,2026-01-01,1,1,{first}\napi,2026-01-02,1,1,{second}\n";
        var warnings = EvidenceFile.ReadText(text, "a.csv").Single().Warnings;
        if (told is null)
            Assert.Empty(warnings);
        else
            Assert.Contains(told, Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static SloEvidence Evidence(string more) =>
        EvidenceFile
            .ReadText(
                "{\"Service\":\"api\"," + more + ",\"Days\":[{\"Date\":\"2026-01-01\",\"GoodEvents\":990,\"TotalEvents\":1000}]}",
                "a.json"
            )
            .Single();

    private static IEnumerable<Func<SloEvidence>> Readers(string name, string value)
    {
        yield return () =>
            EvidenceFile.ReadText($"Service,Date,Good,Total,{name}\napi,2026-01-01,990,1000,\"{value}\"\n", "a.csv").Single();
        yield return () =>
            EvidenceFile
                .ReadText($"[{{\"Service\":\"api\",\"Date\":\"2026-01-01\",\"Good\":990,\"Total\":1000,\"{name}\":\"{value}\"}}]", "a.json")
                .Single();
        yield return () =>
            EvidenceFile
                .ReadObjects([
                    [new("Service", "api"), new("Date", "2026-01-01"), new("Good", 990), new("Total", 1000), new(name, value)],
                ])
                .Single();
    }
}
