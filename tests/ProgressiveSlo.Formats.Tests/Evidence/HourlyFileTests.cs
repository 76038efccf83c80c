using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>Hours from files, and evidence that was written as JSON.</summary>
public sealed class HourlyFileTests
{
    private const string Whole = """
        {"Service":"api","From":"2026-01-01T00:00:00Z","To":"2026-01-03T00:00:00Z","Availability":0.95,"LatencyP95":300.5,"LatencyP99":null,
         "LatencyFrom":"2026-01-02T00:00:00Z","AvailabilityStdDev":0.05,"IncidentsLast30d":2,"GoodEvents":190,"TotalEvents":200,"Coverage":0.75,
         "Days":[{"Date":"2026-01-01T00:00:00Z","GoodEvents":100,"TotalEvents":100,"Coverage":0.5,"LatencyP95":null,"LatencyP99":null,"BadEvents":0},
                 {"Date":"\/Date(1767312000000)\/","GoodEvents":90,"TotalEvents":100,"Coverage":1.0,"LatencyP95":12.5,"LatencyP99":13,"BadEvents":10}],
         "Hours":[{"Start":"2026-01-02T05:00:00Z","GoodEvents":80,"TotalEvents":90,"BadEvents":10},{"Start":"2026-01-02T06:00:00Z","GoodEvents":10,"TotalEvents":10,"BadEvents":0}],
         "Exclusions":[{"From":"2026-01-01T12:00:00Z","To":"2026-01-01T13:00:00Z","Reason":"upgrade","GoodEvents":3,"TotalEvents":4}]}
        """;

    [Fact]
    public void Hours_are_there_when_they_are_asked_for_and_days_are_their_sums()
    {
        var rows = Enumerable
            .Range(0, 30)
            .Where(h => h != 4)
            .Select(h => $"api,{Utc(1).AddHours(h):yyyy-MM-dd'T'HH:mm:ss'Z'},{(h == 5 ? "," : $"{h},{h + 1}")}");
        var text = "Service,Time,Good,Total\n" + string.Join("\n", rows);
        Assert.Empty(EvidenceFile.ReadText(text, "").Single().Hours);
        var metric = EvidenceFile.ReadText(text, "", hourly: true).Single();
        Assert.Equal(Enumerable.Range(0, 30).Except([4, 5]).Select(h => new SloHour(Utc(1).AddHours(h), h, h + 1)), metric.Hours);
        Assert.All(metric.Days, d => Assert.Equal(d.TotalEvents, metric.Hours.Where(h => h.Start.Date == d.Date).Sum(h => h.TotalEvents)));
    }

    [Fact]
    public void Parts_of_an_hour_are_added_up_and_longer_intervals_have_no_hours()
    {
        var text =
            "Service,Time,Good,Total\n"
            + string.Join("\n", Enumerable.Range(0, 8).Select(q => $"api,{Utc(1).AddMinutes(15 * q):yyyy-MM-dd'T'HH:mm:ss'Z'},1,{q}"))
                .Replace(",1,0", ",0,0", StringComparison.Ordinal);
        Assert.Equal(
            [(3L, 6L), (4, 22)],
            EvidenceFile.ReadText(text, "", hourly: true).Single().Hours.Select(h => (h.GoodEvents, h.TotalEvents))
        );
        var warnings = new List<string>();
        var days = EvidenceFile.ReadText("Service,Time,Good,Total\napi,2026-01-01,1,1", "", warn: warnings.Add, hourly: true).Single();
        Assert.Empty(days.Hours);
        Assert.Contains("counts are of days", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Time", 2, 12 / 24.0)]
    [InlineData("Time", 6, 4 / 24.0)]
    [InlineData("Hour", 24, 1 / 24.0)]
    [InlineData("Time", 1, 1)]
    public void Hours_with_regular_gaps_are_hours_and_the_gaps_have_no_data(string column, int hours, double coverage)
    {
        var text =
            $"Service,{column},Good,Total\n"
            + string.Join(
                "\n",
                Enumerable.Range(0, 72 / hours).Select(i => $"api,{Utc(1).AddHours(i * hours):yyyy-MM-dd'T'HH:mm:ss'Z'},9,10")
            );
        var warnings = new List<string>();
        var evidence = EvidenceFile.ReadText(text, "", warn: warnings.Add).Single();
        Assert.All(evidence.Days, d => Assert.Equal(coverage, d.Coverage, 9));
        Assert.Equal(coverage, evidence.Coverage!.Value, 9);
        if (hours == 1)
            Assert.Empty(warnings);
        else
            Assert.StartsWith($"The times of 'api' are {hours} hours apart or more.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Midnights_alone_are_days_and_hours_of_the_night_are_a_third_of_a_day()
    {
        var midnights = string.Join("\n", Enumerable.Range(1, 3).Select(d => $"api,{Utc(d):yyyy-MM-dd'T'HH:mm:ss'Z'},9,10"));
        Assert.Equal(1, EvidenceFile.ReadText("Service,Time,Good,Total\n" + midnights, "").Single().Coverage);
        var nights = string.Join(
            "\n",
            Enumerable.Range(0, 72).Where(h => h % 24 < 8).Reverse().Select(h => $"api,{Utc(1).AddHours(h):yyyy-MM-dd'T'HH:mm:ss'Z'},9,10")
        );
        Assert.Equal(8 / 24.0, EvidenceFile.ReadText("Service,Time,Good,Total\n" + nights, "").Single().Coverage!.Value, 9);
    }

    // Ten slow requests at night are 0.04 % of the day: its p95 is not theirs. Half of its traffic would be.
    [Theory]
    [InlineData(10, 400)]
    [InlineData(1000, 3000)]
    public void An_interval_counts_with_its_traffic(int night, double p95)
    {
        var rows = Enumerable
            .Range(0, 24)
            .Select(h =>
                h == 3 ? $"api,2026-01-01T03:00:00Z,{night},{night},3000,4000" : $"api,2026-01-01T{h:00}:00:00Z,1000,1000,300,400"
            );
        var day = EvidenceFile
            .ReadText("Service,Time,Good,Total,LatencyP95,LatencyP99\n" + string.Join('\n', rows), "")
            .Single()
            .Days.Single();
        Assert.Equal((p95, 4000.0), (day.LatencyP95, day.LatencyP99));
    }

    [Fact]
    public void Days_have_the_percentiles_of_their_intervals()
    {
        var metric = EvidenceFile
            .ReadText(
                "Service,Time,Good,Total,LatencyP95\n"
                    + "api,2026-01-01T00:00:00Z,1,1,30\n"
                    + "api,2026-01-01T01:00:00Z,0,0,\n"
                    + "api,2026-01-01T02:00:00Z,1,1,20\n"
                    + "api,2026-01-02T00:00:00Z,1,1,10\n",
                ""
            )
            .Single();
        Assert.Equal([30.0, 10.0], metric.Days.Select(d => d.LatencyP95));
        Assert.Equal(30, metric.LatencyP95);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[", "]")]
    [InlineData("[{\"Service\":\"row\",\"Date\":\"2026-01-01\",\"Good\":1,\"Total\":1},", "]")]
    public void Evidence_that_was_written_is_read_as_it_was(string before, string after)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var metric = EvidenceFile.ReadText(before + Whole + after, "")[0];
            Assert.Equal(
                ("api", Utc(1), Utc(3), 0.95, 300.5, null, Utc(2)),
                (metric.Service, metric.From, metric.To, metric.Availability, metric.LatencyP95, metric.LatencyP99, metric.LatencyFrom)
            );
            Assert.Equal(
                (0.05, 2L, 190L, 200L, 0.75),
                (metric.AvailabilityStdDev, metric.IncidentsLast30d, metric.GoodEvents, metric.TotalEvents, metric.Coverage)
            );
            Assert.Equal(
                [new SloDay(Utc(1), 100, 100) { Coverage = 0.5 }, new SloDay(Utc(2), 90, 100) { LatencyP95 = 12.5, LatencyP99 = 13 }],
                metric.Days
            );
            Assert.Equal([new SloHour(Utc(2).AddHours(5), 80, 90), new SloHour(Utc(2).AddHours(6), 10, 10)], metric.Hours);
            Assert.Equal(
                [new EvidenceExclusion(Utc(1).AddHours(12), Utc(1).AddHours(13), "upgrade") { GoodEvents = 3, TotalEvents = 4 }],
                metric.Exclusions
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(
        "\"Days\":[{\"Date\":\"2026-01-01\",\"GoodEvents\":2,\"TotalEvents\":1}]",
        "Days[0].GoodEvents",
        "GoodEvents (2) exceeds TotalEvents (1)"
    )]
    [InlineData("\"Days\":[\"SloDay { Date = 01.01.2026 }\"]", "Days[0]", "-Depth 4")]
    [InlineData("\"Days\":[],\"Hours\":\"System.Object[]\"", "Hours", "-Depth 4")]
    [InlineData("\"Days\":[],\"Availability\":99.5", "Availability", "not a ratio")]
    [InlineData("\"Days\":[],\"From\":\"yesterday\"", "From", "not a point in time")]
    public void Evidence_that_cannot_be_is_refused_with_its_place(string members, string field, string message)
    {
        var problem = Assert
            .Throws<SloDocumentException>(() => EvidenceFile.ReadText("[\n  {" + members + "}\n]", "x.json"))
            .Problems.Single();
        Assert.Equal((2, 3, field), (problem.Line, problem.Column, problem.Problem.Field));
        Assert.Contains(message, problem.Problem.Message + problem.Problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_after_one_object_is_an_error() =>
        Assert.Contains(
            "not valid JSON",
            Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadText(Whole + "x", "")).Message,
            StringComparison.Ordinal
        );

    private static DateTime Utc(int day) => new(2026, 1, day, 0, 0, 0, DateTimeKind.Utc);
}
