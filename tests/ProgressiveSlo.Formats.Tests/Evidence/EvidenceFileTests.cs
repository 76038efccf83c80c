using System.Text;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>Counts of days and hours from files and objects.</summary>
public sealed class EvidenceFileTests
{
    private const string Csv =
        "Service,Date,Good,Total,LatencyP95,LatencyP99,Note\napi,2026-01-03,990,1000,450.5,900,\"a, "
        + "b\"\napi,2026-01-01,1000,1000,300,500,\nweb,2026-01-01,0,0,,,\napi,2026-01-04,,,,,\n";

    [Fact]
    public void The_order_of_the_rows_of_CSV_does_not_matter()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Where(i => i != 7)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"api,{new DateTime(2026, 1, 1).AddDays(i):yyyy-MM-dd},{90 + (i % 9)},100,{(i % 2 == 0 ? 1 : 0.5)}"
                )
            )
            .ToArray();
        SloEvidence Read(string[] lines) =>
            EvidenceFile.ReadText("Service,Date,Good,Total,Coverage\n" + string.Join('\n', lines), "a.csv").Single();

        var sorted = Read(rows);
        Gen.Shuffle(rows)
            .Sample(
                shuffled =>
                {
                    var read = Read(shuffled);
                    Assert.Equal(sorted.Days, read.Days);
                    Assert.Equal(sorted with { Days = [] }, read with { Days = [] });
                },
                iter: 50
            );
    }

    [Fact]
    public void Rows_of_CSV_become_days_in_order_with_the_missing_ones()
    {
        var metrics = EvidenceFile.ReadText(Csv, "counts.csv");
        Assert.Equal(["api", "web"], metrics.Select(m => m.Service));
        var api = metrics[0];
        Assert.Equal((Utc(1), Utc(5)), (api.From, api.To));
        Assert.Equal(
            [(1000L, 1000L, 1.0), (0, 0, 0), (990, 1000, 1), (0, 0, 0)],
            api.Days.Select(d => (d.GoodEvents, d.TotalEvents, d.Coverage))
        );
        Assert.Equal((1990L, 2000L, 0.995, 0.5), (api.GoodEvents, api.TotalEvents, api.Availability, api.Coverage));
        Assert.Equal((450.5, 900.0), (api.LatencyP95, api.LatencyP99));
        Assert.Equal(0.005, api.AvailabilityStdDev!.Value, 12);
        Assert.Equal((0L, null, null, 1.0), (metrics[1].TotalEvents, metrics[1].Availability, metrics[1].LatencyP95, metrics[1].Coverage));
        Assert.Null(api.IncidentsLast30d);
    }

    [Theory]
    [InlineData("Service,Date,Good,Total", "counts.csv", "There are no counts in 'counts.csv', so it gives no evidence.")]
    [InlineData("Service,Date,Good,Total\n\n", "", "There are no counts in the text, so it gives no evidence.")]
    [InlineData("[]", "a\u001b.json", "There are no counts in 'a\\u001b.json', so it gives no evidence.")]
    public void A_file_without_rows_is_told(string text, string path, string warning)
    {
        var warnings = new List<string>();
        Assert.Empty(EvidenceFile.ReadText(text, path, warn: warnings.Add));
        Assert.Equal([warning], warnings);
    }

    [Theory]
    [InlineData("\uFEFFservice;time;good_events;bad_events\r\napi;2026-01-01;1;0\r\n")]
    [InlineData("Day\tBad\tTotal\n2026-01-01\t0\t1")]
    [InlineData("\n \n[ {\"DATE\": \"2026-01-01\", \"good\": 1, \"Total\": 1.0, \"extra\": {\"a\": [1]}} ]")]
    [InlineData("\"Date\",\"Good\",\"Total\"\n\"2026-01-01\",\"1\",\"1\"\n\n")]
    public void Separators_quotes_byte_order_marks_and_spellings_make_no_difference(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
            var metric = Assert.Single(EvidenceFile.Read(path, "x", "api"));
            Assert.Equal(("api", 1L, 1L), (metric.Service, metric.GoodEvents, metric.TotalEvents));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Hours_in_any_zone_go_to_their_day_of_UTC()
    {
        var rows = Enumerable
            .Range(0, 26)
            .Select(h => new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero).AddHours(h).ToOffset(TimeSpan.FromHours(2)))
            .Where(t => t.UtcDateTime.Hour != 5)
            .Select(t => $"api,{t.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)},9,10");
        var metric = EvidenceFile.ReadText("Service,Time,Good,Total\n" + string.Join("\n", rows), "").Single();
        Assert.Equal([(10L, 1.0 / 24), (230, 23.0 / 24), (10, 1.0 / 24)], metric.Days.Select(d => (d.TotalEvents, d.Coverage)));
        Assert.Equal(Utc(1), metric.From);
    }

    [Theory]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,11,10", 2, 16, "Good", "Good (11) exceeds Total (10)")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,-1,10", 2, 16, "Good", "negative")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,1.5,10", 2, 16, "Good", "not a whole number")]
    [InlineData("Service;Date;Good;Total\napi;2026-01-01;1,5;10", 2, 16, "Good", "has a comma")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,\"1,000\",1000", 2, 16, "Good", "has a comma")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,1,000,1000", 2, 1, "", "5 values for 4 columns")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,many,10", 2, 16, "Good", "'many' is not a number")]
    [InlineData("Service,Date,Good,Total\napi,01/02/2026,1,10", 2, 5, "Date", "'01/02/2026' is neither a day")]
    [InlineData("Service,Date,Good,Total\napi,2026-02-30,1,10", 2, 5, "Date", "is neither a day")]
    [InlineData("Service,Date,Good,Total\napi,9999-12-31,1,10", 2, 5, "Date", "9999-12-31 is out of range")]
    [InlineData("Service,Date,Good,Total\napi,0001-01-01,1,10", 2, 5, "Date", "0001-01-01 is out of range")]
    [InlineData(
        "Service,Date,Good,Total\napi,2026-01-01,1,9007199254740992\napi,2026-01-02,1,1",
        2,
        5,
        "Date",
        "add up to 9007199254740993 events, more than can be counted exactly"
    )]
    [InlineData(
        "Service,Time,Good,Total\napi,2026-03-29T00:00:00+01:00,1,1\napi,2026-03-30T00:00:00+02:00,1,1",
        2,
        5,
        "Time",
        "23:00:00 apart"
    )]
    [InlineData(
        "Service,Date,Good,Total\napi,2026-01-01,1,1\napi,2026-01-02,1,1\napi,2026-01-01,1,1",
        4,
        5,
        "Date",
        "duplicated for 'api', first in line 2"
    )]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,1,1\napi,2026-01-02T00:00:00Z,1,1", 3, 5, "Date", "days and times of day")]
    [InlineData("Date,Good,Total\n2026-01-01,1,1", 2, 1, "Service", "The service name is empty")]
    [InlineData("Service,Date,Good,Total\n-x,2026-01-01,1,1", 2, 1, "Service", "not a service name")]
    [InlineData("Service,Date,Good,Total\napi,,1,1", 2, 1, "Date", "no day and no time")]
    [InlineData("Service,Date,Good,Total\napi,2026-01-01,1,", 2, 1, "Total", "one count where two are needed")]
    [InlineData("Service,Date,Good,Bad,Total\napi,2026-01-01,1,1,3", 2, 16, "Good", "1 good and 1 bad events are not 3")]
    [InlineData("Service,Date,Good,Total,LatencyP95,LatencyP99\napi,2026-01-01,1,1,9,8", 2, 22, "LatencyP99", "below the p95")]
    [InlineData("Service,Date,Good,Total,LatencyP95\napi,2026-01-01,1,1,NaN", 2, 20, "LatencyP95", "'NaN' is not a number")]
    [InlineData(
        "Service,Time,Good,Total\napi,2026-01-01T00:00:00+02:00,1,1\napi,2026-01-02T00:00:00+02:00,1,1",
        2,
        5,
        "Time",
        "lies in two days of UTC"
    )]
    [InlineData(
        "Service,Time,Good,Total\napi,2026-01-01T00:30:00Z,1,1\napi,2026-01-01T01:30:00Z,1,1",
        2,
        5,
        "Time",
        "does not begin an interval"
    )]
    [InlineData("Service,Date,Good\napi,2026-01-01,1", 1, 1, "", "not enough")]
    [InlineData("Service,Date,Day,Good,Total\n", 1, 14, "Day", "'Date' means the same")]
    [InlineData("Service,Date,Good,Total\n\"api,2026-01-01,1,1", 2, 1, "", "quotes do not end")]
    [InlineData("", 1, 1, "", "empty")]
    [InlineData(
        "[{\"Service\":\"api\",\n \"Date\":\"2026-01-01\",\"Good\":11,\"Total\":10}]",
        2,
        29,
        "Good",
        "Good (11) exceeds Total (10)"
    )]
    [InlineData("[{\"Service\":\"api\",\"Good\":1,\"good_events\":1}]", 1, 42, "good_events", "already as 'Good'")]
    [InlineData("[\n{\"Good\": [1]}]", 2, 10, "Good", "neither a text nor a number")]
    [InlineData("{\"a\":1}", 1, 1, "", "holds no list")]
    [InlineData("[1]", 1, 2, "", "not an object")]
    [InlineData("[{\"Good\": 1,5}]", 1, 13, "", "not valid JSON")]
    public void A_bad_row_is_refused_with_its_place_its_field_and_the_mend(string text, int line, int column, string field, string message)
    {
        var problem = Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadText(text, "counts")).Problems[0];
        Assert.Equal(("counts", line, column, field), (problem.Path, problem.Line, problem.Column, problem.Problem.Field));
        Assert.Contains(message, problem.Problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Problem.Fix);
    }

    [Fact]
    public void All_bad_rows_are_listed_up_to_twenty()
    {
        var text = "Service,Date,Good,Total\n" + string.Concat(Enumerable.Range(0, 1000).Select(_ => "api,2026-01-01,2,1\n"));
        Assert.Equal(20, Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadText(text, "")).Problems.Count);
    }

    [Fact]
    public void A_percentile_that_some_intervals_lack_is_not_known_and_said_so()
    {
        var warnings = new List<string>();
        var metric = EvidenceFile
            .ReadText("Service,Date,Good,Total,LatencyP95\napi,2026-01-01,1,1,100\napi,2026-01-02,1,1,\n", "", warn: warnings.Add)
            .Single();
        Assert.Null(metric.LatencyP95);
        Assert.Contains("'api'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_are_read_like_rows_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            IEnumerable<KeyValuePair<string, object?>>[] rows =
            [
                [new("Service", "api"), new("Date", new DateTime(2026, 1, 1)), new("Good", 10L), new("Bad", 2.0), new("LatencyP95", 12.5)],
                [
                    new("Service", "api"),
                    new("Date", "2026-01-02"),
                    new("Good", "5"),
                    new("Bad", (short)0),
                    new("LatencyP95", 7m),
                    new("Other", new object()),
                ],
            ];
            var metric = EvidenceFile.ReadObjects(rows).Single();
            Assert.Equal((15L, 17L, 12.5), (metric.GoodEvents, metric.TotalEvents, metric.LatencyP95));
            var problem = Assert
                .Throws<SloDocumentException>(() => EvidenceFile.ReadObjects([rows[0], [new("Service", "api"), new("Date", 7)]]))
                .Problems.Single();
            Assert.Equal((2, "Date"), (problem.Line, problem.Problem.Field));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Covrage", "Coverage")]
    [InlineData("coverage_pct", "Coverage")]
    [InlineData("Cover", "Coverage")]
    [InlineData("P95", "LatencyP95")]
    [InlineData("latency_p99_ms", "LatencyP99")]
    [InlineData("Latenz P95", "LatencyP95")]
    [InlineData("Namespce", "Namespace")]
    [InlineData("Region", null)]
    [InlineData("Rate", null)]
    [InlineData("Comment", null)]
    public void A_column_that_is_not_known_is_told_once_and_travels_with_the_evidence_where_it_looks_like_a_known_one(
        string name,
        string? known
    )
    {
        var csv = $"Service,Date,Good,Total,{name}\napi,2026-01-01,1,1,1\napi,2026-01-02,1,1,1\nweb,2026-01-02,1,1,1\n";
        var json =
            "[{\"Service\":\"api\",\"Date\":\"2026-01-01\",\"Good\":1,\"Total\":1,\""
            + name
            + "\":1},"
            + "{\"Service\":\"api\",\"Date\":\"2026-01-02\",\"Good\":1,\"Total\":1,\""
            + name
            + "\":1}]";
        foreach (var text in new[] { csv, json })
        {
            var warnings = new List<string>();
            var evidence = EvidenceFile.ReadText(text, "counts.csv", warn: warnings.Add);
            var warning =
                $"The column '{name}' of 'counts.csv' is not known and was left out." + (known is null ? "" : $" Did you mean {known}?");
            Assert.Equal([warning], warnings);
            Assert.All(evidence, e => Assert.Equal(known is null ? [] : [warning], e.Warnings));
        }

        var said = new List<string>();
        EvidenceFile.ReadObjects(
            [
                [new("Service", "api"), new("Date", "2026-01-01"), new("Good", 1), new("Total", 1), new(name, 1)],
            ],
            warn: said.Add
        );
        Assert.Single(said);
    }

    [Fact]
    public void Columns_that_look_like_no_other_are_told_in_one_sentence()
    {
        var warnings = new List<string>();
        EvidenceFile.ReadText("Service,Date,Good,Total,Region,Comment\napi,2026-01-01,1,1,eu,x\n", "a.csv", warn: warnings.Add);
        Assert.Equal(["The columns 'Region', 'Comment' of 'a.csv' are not known and were left out."], warnings);
    }

    // Whoever counts errors in a column of another name, and all events as good, has no perfect service.
    [Theory]
    [InlineData("Errors", "50", false)]
    [InlineData("failed_requests", "50", false)]
    [InlineData("Failures", "1", false)]
    [InlineData("Error Count", "50", false)]
    [InlineData("5xx", "3", false)]
    [InlineData("NumberOfErrors", "3", false)]
    [InlineData("Success", "950", false)]
    [InlineData("ErrorRatio", "0.05", false)]
    [InlineData("Errors", "10", true)]
    [InlineData("Failures", "", true)]
    [InlineData("Errors", "n/a", true)]
    [InlineData("Success", "990", true)]
    [InlineData("ErrorRatio", "0.01", true)]
    [InlineData("Retries", "50", true)]
    [InlineData("ErrorBudget", "50", true)]
    public void A_count_of_another_name_that_contradicts_the_others_refuses_the_row(string name, string value, bool isRead)
    {
        var csv = $"Service,Date,Good,Total,{name}\napi,2026-01-01,990,1000,{value}\n";
        var json = $"[{{\"Service\":\"api\",\"Date\":\"2026-01-01\",\"Good\":990,\"Total\":1000,\"{name}\":\"{value}\"}}]";
        foreach (var text in new[] { csv, json })
        {
            if (isRead)
            {
                Assert.Equal(990, EvidenceFile.ReadText(text, "a.csv").Single().GoodEvents);
                continue;
            }

            var problem = Assert.Single(Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadText(text, "a.csv")).Problems);
            Assert.Equal(name, problem.Problem.Field);
            Assert.Contains($"'{name}' is {value}", problem.Problem.Message, StringComparison.Ordinal);
        }

        var row = new KeyValuePair<string, object?>[]
        {
            new("Service", "api"),
            new("Date", "2026-01-01"),
            new("Good", 990),
            new("Total", 1000),
            new(name, value),
        };
        if (isRead)
            Assert.Single(EvidenceFile.ReadObjects([row]));
        else
            Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadObjects([row]));
    }

    [Theory]
    [InlineData("ms", "ms", "ms")]
    [InlineData("ms", "", null)]
    [InlineData("", "", null)]
    public void The_unit_of_latencies_is_said_by_each_row_or_by_none(string first, string second, string? unit)
    {
        var csv = $"Service,Date,Good,Total,LatencyP95,LatencyUnit\napi,2026-01-01,1,1,0.4,{first}\napi,2026-01-02,1,1,0.4,{second}\n";
        var evidence = EvidenceFile.ReadText(csv, "a.csv").Single();
        Assert.Equal((0.4, unit), (evidence.LatencyP95, evidence.LatencyUnit));
    }

    [Fact]
    public void Latencies_in_another_unit_are_refused()
    {
        var problem = Assert
            .Throws<SloDocumentException>(() =>
                EvidenceFile.ReadText("Service,Date,Good,Total,LatencyP95,LatencyUnit\napi,2026-01-01,1,1,0.4,s\n", "a.csv")
            )
            .Problems.Single();
        Assert.Equal(
            (2, "LatencyUnit", "'s' is not the unit of latencies"),
            (problem.Line, problem.Problem.Field, problem.Problem.Message)
        );
    }

    [Fact]
    public void A_misspelt_key_of_a_day_in_written_evidence_is_told()
    {
        var warnings = new List<string>();
        EvidenceFile.ReadText(
            "{\"Service\":\"api\",\"Covrage\":1,\"Days\":[{\"Date\":\"2026-01-01\",\"GoodEvents\":1,\"TotalEvents\":1,\"Coverge\":0.5}]}",
            "",
            warn: warnings.Add
        );
        Assert.Equal(
            [
                "The key 'Covrage' is not known and was left out. Did you mean coverage?",
                "The key 'Days.Coverge' is not known and was left out. Did you mean coverage?",
            ],
            warnings
        );
    }

    [Theory]
    [InlineData("Total", "total")]
    [InlineData("Good", "good_events")]
    public void Two_spellings_of_one_column_of_an_object_are_refused_with_both(string one, string other)
    {
        KeyValuePair<string, object?>[] row =
        [
            new("Service", "api"),
            new("Date", "2026-01-01"),
            new("Good", 5),
            new("Total", 10),
            .. new KeyValuePair<string, object?>[] { new(one == "Good" ? other : "total", 9) },
        ];
        var problem = Assert.Throws<SloDocumentException>(() => EvidenceFile.ReadObjects([row])).Problems.Single().Problem;
        Assert.Equal(other, problem.Field);
        Assert.Contains($"'{one}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_many_hours_is_the_sum_of_them()
    {
        var text = new StringBuilder("Service,Time,Good,Total\n");
        for (var i = 0; i < 90 * 24; i++)
            text.Append(CultureInfo.InvariantCulture, $"api,{Utc(1).AddHours(i):yyyy-MM-dd'T'HH:mm:ss'Z'},{i},{i + 1}\n");
        var metric = EvidenceFile.ReadText(text.ToString(), "").Single();
        Assert.Equal((90, 1.0, 90L * 24), (metric.Days.Count, metric.Coverage, metric.TotalEvents - metric.GoodEvents));
    }

    private static DateTime Utc(int day) => new(2026, 1, day, 0, 0, 0, DateTimeKind.Utc);
}
