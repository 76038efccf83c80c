using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>Numbers, dates and texts that no measurement has.</summary>
public sealed class HostileNumbersTests
{
    [Theory]
    [InlineData("availability", "0.999\0")]
    [InlineData("latency_p95", "450\0")]
    [InlineData("latency_p95", "1e30")]
    [InlineData("latency_p99", "86400001")]
    [InlineData("good_events", "9007199254740993")]
    public void A_value_that_no_measurement_has_is_refused_with_its_key(string key, string value)
    {
        var error = Assert.Throws<SloValidationException>(() => EvidenceReader.Read([new(key, value)]));
        Assert.Equal(key, error.Problem.Field);
    }

    [Fact]
    public void A_count_beyond_what_can_be_counted_exactly_is_refused_as_a_whole_number_too()
    {
        var error = Assert.Throws<SloValidationException>(() =>
            EvidenceReader.Read([new("good_events", 1L), new("total_events", long.MaxValue)])
        );
        Assert.Equal("total_events", error.Problem.Field);
        Assert.Equal(
            9_007_199_254_740_992,
            EvidenceReader.Read([new("good_events", 1L), new("total_events", 9_007_199_254_740_992)]).TotalEvents
        );
    }

    [Theory]
    [InlineData("2026-01-01,1\0,2,")]
    [InlineData("2026-01-01,1,2,86400001")]
    public void A_cell_that_no_measurement_has_is_refused_with_its_place(string row)
    {
        var error = Assert.Throws<SloDocumentException>(() =>
            EvidenceFile.ReadText("Date,Good,Total,LatencyP95\n" + row + "\n", "a.csv", "checkout")
        );
        Assert.Equal(2, Assert.Single(error.Problems).Line);
    }

    [Theory]
    [InlineData("1970-01-01", 2)]
    [InlineData("2199-12-31", 5)]
    public void A_date_that_is_years_away_from_the_others_is_an_error_at_its_line(string date, int line)
    {
        var rows = new[] { "2026-01-01", "2026-01-02", "2026-01-03", date }.Order(StringComparer.Ordinal).Select(d => d + ",1,2");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SloDocumentException>(() =>
            EvidenceFile.ReadText("Date,Good,Total\n" + string.Join('\n', rows), "a.csv", "checkout")
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        var problem = Assert.Single(error.Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains("days away", problem.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_without_a_row_is_data_and_many_of_them_are_not()
    {
        const string Rows = ",2025-01-01,1,2\n,2026-01-01,1,2\n";
        Assert.Equal(366, EvidenceFile.ReadText("Service,Date,Good,Total\n" + Rows, "a.csv", "checkout")[0].Days.Count);
        var all = Enumerable.Range(0, 3000).Select(i => $"s{i},2025-01-01,1,2\ns{i},2026-01-01,1,2\n");
        var error = Assert.Throws<SloDocumentException>(() =>
            EvidenceFile.ReadText("Service,Date,Good,Total\n" + string.Concat(all), "a.csv")
        );
        Assert.Contains("days without a row", Assert.Single(error.Problems).Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Service":"\ud800","Name":"x","Verdict":"Agrees"}""")]
    [InlineData("""{"Service":"x","Name":"\udc00","Verdict":"Agrees"}""")]
    [InlineData("""{"Service":"x","Name":"x","Verdict":"\ud800"}""")]
    public void Half_of_a_character_in_a_parallel_run_is_an_error_of_the_document(string text) =>
        Assert.Throws<SloDocumentException>(() => ParallelRunFile.ReadText(text, "pr.json"));
}
