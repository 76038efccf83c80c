using System.IO.Compression;
using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Series;
using ProgressiveSlo.Series;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Series;

/// <summary>Files of series: rows of CSV and JSON, the compact form, packed or not, and what is wrong with damaged ones.</summary>
public sealed class SeriesFileTests
{
    private static readonly DateTime _start = new(2026, 1, 5, 22, 58, 0, DateTimeKind.Utc);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Rows_of_csv_and_json_make_the_same_series()
    {
        const string Csv = """
            Service,Namespace,Time,Bad,Total
            api,shop,2026-01-05T22:58:00Z,1,10
            web,,2026-01-05T22:58:00Z,0,5
            api,shop,2026-01-05T22:59:00Z,,
            web,,2026-01-05T22:59:00Z,1,5
            api,shop,2026-01-06T00:00:00+01:00,0,0
            """;
        const string Json = """
            [{"Service":"api","Namespace":"shop","Time":"2026-01-05T22:58:00Z","Good":9,"Total":10},
             {"Service":"web","Time":"2026-01-05T22:58:00Z","Good":5,"Total":5},
             {"Service":"web","Time":"2026-01-05T22:59:00Z","Good":4,"Bad":1},
             {"Service":"api","Namespace":"shop","Time":"2026-01-05T23:00:00Z","Good":0,"Total":0}]
            """;
        foreach (var text in new[] { Csv, Json })
        {
            var series = SeriesFile.ReadText(text, "f", step: _minute).ToArray();
            Assert.Equal(["shop/api", "web"], series.Select(s => s.Namespace is null ? s.Service : s.Namespace + "/" + s.Service));
            Assert.Equal([(9L, 10L), null, (0L, 0L)], Events(series[0]));
            Assert.Equal([(5L, 5L), (4L, 5L)], Events(series[1]));
        }
    }

    [Theory]
    [InlineData("Service,Time,Good,Total\na,2026-01-05T00:00:00Z,1,1\na,2026-01-05T00:00:00Z,1,1", "f(3,3)", "duplicated")]
    [InlineData("Service,Time,Good,Total\na,2026-01-05T00:01:00Z,1,1\na,2026-01-05T00:00:00Z,1,1", "f(3,3)", "before the row before it")]
    [InlineData("Service,Time,Good,Total\na,2026-01-05T00:00:00Z,2,1\na,2026-01-05T00:01:00Z,1,1", "f(2,24)", "exceeds Total")]
    [InlineData("Service,Time,Good,Total\na,2026-01-05T00:00:00Z,-1,1", "f(2,24)", "negative")]
    [InlineData(
        "Service,Time,Good,Total\na,2026-01-05T00:00:00Z,1,1\na,2026-01-05T00:01:00Z,1,1\na,2026-01-05T00:02:30Z,1,1",
        "f(2,3)",
        "does not begin a step"
    )]
    [InlineData("Service,Time,Good,Total\na,2026-01-05T00:00:07Z,1,1\na,2026-01-05T00:01:07Z,1,1", "f(2,3)", "does not begin a step")]
    [InlineData("Service,Time,Good,Total\na,2026-01-05,1,1\na,2026-01-06,1,1", "f(2,3)", "from 30s to 1h")]
    [InlineData("Service,Time,Good,Total\n", "f(1,1)", "no row")]
    [InlineData("", "f(1,1)", "empty")]
    [InlineData("Service,Time,Total\na,2026-01-05T00:00:00Z,1", "f(1,1)", "not enough")]
    [InlineData("Time,Good,Total\n2026-01-05T00:00:00Z,1,1", "f(2,1)", "column Service")]
    [InlineData("Service,Namespace,Start,Step,CountsOverGaps,Events\na,,2026-01-05T00:00:00Z,1m,false,3/4", "f(2,34)", "'3/4'")]
    [InlineData("Service,Namespace,Start,Step,CountsOverGaps,Events\na,,2026-01-05T00:00:00Z,1m,false,3*99999", "f(2,34)", "'3*99999'")]
    [InlineData(
        "Service,Namespace,Start,Step,CountsOverGaps,Events\na,,2026-01-05T00:00:00Z,7m,false,3",
        "f(2,1)",
        "whole numbers of steps"
    )]
    [InlineData(
        "Service,Namespace,Start,Step,CountsOverGaps,Events\na,,2026-01-05T00:00:00Z,1m,false,3\na,,2026-01-05T00:00:00Z,1m,false,3",
        "f(3,34)",
        "duplicated"
    )]
    [InlineData("Service,Namespace,Start,Step,CountsOverGaps,Events\n", "f(1,1)", "no line")]
    public void What_is_wrong_is_told_with_its_place(string text, string place, string message)
    {
        var refused = Assert.Throws<SloDocumentException>(() => SeriesFile.ReadText(text, "f").ToArray());
        Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compact_form_is_read_back_as_it_was_written()
    {
        var one = EventSeries.Create(
            "a, \"b\"",
            _start,
            _minute,
            [.. Enumerable.Repeat(3L, 90), 0, 0],
            [.. Enumerable.Repeat(3L, 90), -1, 7]
        );
        var builder = new EventSeriesBuilder("api", TimeSpan.FromHours(1)) { Namespace = "shop" };
        builder.Add(new DateTime(2026, 1, 5, 22, 0, 0, DateTimeKind.Utc), 1, 2);
        builder.Add(new DateTime(2026, 1, 8, 0, 0, 0, DateTimeKind.Utc), 2, 2);
        var counters = CounterReader.Read("web", _start, _minute, [0, 1, double.NaN, 1], [0, 5, double.NaN, 9]);
        var all = new[] { one, builder.Build(), counters };
        using var text = new StringWriter();
        Assert.Throws<SloValidationException>(() => ProgressiveSlo.Naming.ServiceName.Check(one.Service));
        SeriesFile.Write(all.Skip(1), text);
        var read = SeriesFile.ReadText(text.ToString(), "f").ToArray();
        Assert.Equal(2, read.Length);
        foreach (var (expected, actual) in all.Skip(1).Zip(read))
        {
            Assert.Equal(
                (expected.Service, expected.Namespace, expected.From, expected.Step, expected.CountsOverGaps),
                (actual.Service, actual.Namespace, actual.From, actual.Step, actual.CountsOverGaps)
            );
            Assert.Equal(Events(expected), Events(actual));
        }

        using var line = new StringWriter();
        SeriesFile.Write([EventSeries.Create("api", _start, _minute, [3, 3, 1, 0, 0], [3, 3, 4, -1, 0])], line);
        Assert.Equal(
            "Service,Namespace,Start,Step,CountsOverGaps,Events\napi,,2026-01-05T22:58:00Z,1m,false,3*2 4/3 - 0\n",
            line.ToString()
        );
    }

    [Fact]
    public void A_month_of_minutes_of_a_hundred_services_packs_into_a_few_megabytes()
    {
        // Ten of a hundred services, each with its own day and night.
        var random = new Random(20260105);
        var series = Enumerable
            .Range(0, 10)
            .Select(s =>
            {
                var total = Enumerable.Range(0, 43200).Select(m => (long)random.Next(20 + 10 * s, 40 + 20 * s) * (m % 1440 < 480 ? 1 : 4));
                var counts = total.ToArray();
                return EventSeries.Create(
                    "service-" + s,
                    new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc),
                    _minute,
                    [.. counts.Select(t => t - (random.Next(50) == 0 ? random.Next(3) : 0))],
                    counts
                );
            });
        using var packed = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true), new UTF8Encoding(false)))
            SeriesFile.Write(series, writer);
        TestContext.Current.TestOutputHelper!.WriteLine($"{packed.Length} bytes for 10 services");
        Assert.InRange(packed.Length, 1, 800_000);

        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv.gz");
        File.WriteAllBytes(path, packed.ToArray());
        try
        {
            Assert.Equal(10, SeriesFile.Read(path, "f").Count());
            File.WriteAllBytes(path, [.. packed.ToArray().Take(100), 1, 2, 3]);
            Assert.Throws<SloDocumentException>(() => SeriesFile.Read(path, "f").ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<(long Good, long Total)?> Events(EventSeries series) => Enumerable.Range(0, series.Steps).Select(series.At);
}
