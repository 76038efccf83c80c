using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>A record that is read as a file of counts keeps what only records have.</summary>
public sealed class RecordAsCountsTests
{
    private const string Header = "Namespace,Service,Date,Good,Total,Coverage,LatencyP95,LatencyP99,Incidents,LatencyBuckets,Exclusions";

    [Fact]
    public void Incidents_are_those_of_the_last_thirty_days_where_each_of_them_was_watched()
    {
        // The two of the first day are older.
        Assert.Equal(
            3,
            Read(
                31,
                day =>
                    day switch
                    {
                        0 => "00:10 01:10",
                        4 => "09:20 13:45",
                        30 => "23:59",
                        _ => "none",
                    }
            ).IncidentsLast30d
        );
        Assert.Null(Read(31, day => day == 4 ? "" : "none").IncidentsLast30d);
        Assert.Null(Read(29, _ => "none").IncidentsLast30d);
    }

    [Fact]
    public void An_excluded_interval_over_midnight_is_one_with_the_events_of_both_days()
    {
        const string Cut =
            "\"[{\"\"from\"\":\"\"2026-01-01T22:00:00Z\"\",\"\"to\"\":\"\"2026-01-02T02:00:00Z\"\",\"\"reason\"\":"
            + "\"\"move\"\",\"\"good\"\":5,\"\"total\"\":7}]\"";
        var exclusion = Assert.Single(Read(3, _ => "", day => day < 2 ? Cut : "").Exclusions);
        Assert.Equal(("move", 10L, 14L), (exclusion.Reason, exclusion.GoodEvents, exclusion.TotalEvents));
        Assert.Equal(new DateTime(2026, 1, 1, 22, 0, 0), exclusion.From);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_its_place()
    {
        var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => Read(2, day => day == 1 ? "noon" : "none")).Problems);
        Assert.Equal((3, "'noon' cannot be read"), (problem.Line, problem.Problem.Message));
    }

    [Fact]
    public void A_column_of_that_name_in_another_file_is_refused_where_it_says_something()
    {
        static SloEvidence Counts(string incidents) =>
            EvidenceFile.ReadText($"Service,Date,Good,Total,Incidents\na,2026-01-01,1,1,{incidents}\n", "counts.csv").Single();
        Assert.Null(Counts("0").IncidentsLast30d);
        var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => Counts("7")).Problems);
        Assert.Equal("Incidents", problem.Problem.Field);
    }

    private static SloEvidence Read(int days, Func<int, string> incidents, Func<int, string>? exclusions = null)
    {
        var rows = Enumerable
            .Range(0, days)
            .Select(d =>
                $"production,a,{new DateTime(2026, 1, 1).AddDays(d):yyyy-MM-dd},99,100,1,,,{incidents(d)},,{exclusions?.Invoke(d)}"
            );
        return EvidenceFile.ReadText(Header + "\n" + string.Join('\n', rows) + "\n", "a.csv").Single();
    }
}
