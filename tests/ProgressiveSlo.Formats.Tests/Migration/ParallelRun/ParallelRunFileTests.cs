using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Migration.ParallelRun;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Migration.ParallelRun;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.ParallelRun;

public sealed class ParallelRunFileTests
{
    private static readonly DateTime _from = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_the_report_writes_reads_back_the_same()
    {
        foreach (var extra in new[] { 0, 0.3 })
        {
            var json = Json(Run(extra));
            Assert.Equal(json, Json(ParallelRunFile.ReadText(json, "").Single()));
            Assert.Equal(2, ParallelRunFile.ReadText("[" + json + "," + json + "]", "").Count);
        }
    }

    [Fact]
    public void A_verdict_that_the_numbers_do_not_carry_is_refused()
    {
        var json = Json(Run(0.3));
        var e = Assert.Throws<SloDocumentException>(() =>
            ParallelRunFile.ReadText(json.Replace("\"Disagrees\"", "\"Agrees\"", StringComparison.Ordinal), "run.json")
        );
        Assert.Equal(
            "run.json: 'checkout': It says that both sides agree, and its numbers do not. Run Compare-SloParallelRun again.",
            e.Message
        );
        Assert.Throws<SloDocumentException>(() =>
            ParallelRunFile.ReadText(Json(Run(0)).Replace("\"Compared\": 336", "\"Compared\": 335", StringComparison.Ordinal), "")
        );
    }

    [Theory]
    [InlineData("\"Verdict\": \"Disagrees\"", "\"Verdict\": \"Fine\"", "Verdict: The value is unknown")]
    [InlineData("\"Intervals\": 336", "\"Intervals\": -1", "Intervals: The value is not a whole number from 0")]
    [InlineData("\"MeanAbsolute\"", "\"Other\"", "Sli.MeanAbsolute: The field is missing")]
    [InlineData("\"Step\": \"1h\"", "\"Step\": 3600", "Step: The value is not a duration")]
    [InlineData("{", "", "The file is not valid JSON here")]
    [InlineData(
        "\"From\": \"2026-03-02T00:00:00Z\"",
        "\"From\": \"9999-12-31T23:59:59.99Z\"",
        "From: 9999-12-31T23:59:59Z is out of range"
    )]
    [InlineData(
        "\"From\": \"2026-03-02T00:00:00Z\"",
        "\"From\": \"/Date(-99999999999999)/\"",
        "From: 0001-01-01T00:00:00Z is out of range"
    )]
    [InlineData("\"From\": \"2026-03-02T00:00:00Z\"", "\"From\": \"1969-12-31T23:59:59Z\"", "From: 1969-12-31T23:59:59Z is out of range")]
    public void What_is_wrong_is_named(string old, string text, string message)
    {
        var json = Json(Run(0.3));
        var at = json.IndexOf(old, StringComparison.Ordinal);
        var e = Assert.Throws<SloDocumentException>(() =>
            ParallelRunFile.ReadText(json[..at] + text + json[(at + old.Length)..], "run.json")
        );
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_is_read_from_ratios_and_from_counts()
    {
        var ratios = SliFile
            .ReadText(
                "Service,Time,ErrorRatio\n"
                    + "a,2026-03-02T00:00:00Z,0.25\n"
                    + "a,2026-03-02T00:05:00Z,NaN\n"
                    + "a,2026-03-02T00:10:00Z,\n"
                    + "a,2026-03-02T00:15:00Z,1e-3\n",
                ""
            )
            .Single();
        Assert.Equal((TimeSpan.FromMinutes(5), 3), (ratios.Step, ratios.Points.Count));
        Assert.Equal([0.25, double.NaN, 0.001], ratios.Points.Select(p => p.ErrorRatio));
        var counts = SliFile
            .ReadText(
                """[{"Service":"a","Date":"2026-03-02","Good":9,"Total":10},{"Service":"a","Date":"2026-03-03","Bad":0,"Total":0}]""",
                ""
            )
            .Single();
        Assert.Equal((TimeSpan.FromDays(1), 10.0, 0.0), (counts.Step, counts.Points[0].Total, counts.Points[1].Total));
        Assert.Equal(0.1, counts.Points[0].ErrorRatio, 12);
    }

    [Theory]
    [InlineData("Service,Time,ErrorRatio\na,2026-03-02T00:00:00Z,0.1%\n", "(2,24): ErrorRatio: '0.1%' is in percent")]
    [InlineData("Service,Time\na,2026-03-02\n", "are not enough")]
    [InlineData("Service,Time,ErrorRatio\na,2026-03-02,0\na,2026-03-02,0\n", "is duplicated for 'a', first in line 2")]
    [InlineData("Service,Time,ErrorRatio\na,2026-03-02,\"0,5\"\n", "has a comma")]
    public void What_is_wrong_in_a_series_is_named(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<SloDocumentException>(() => SliFile.ReadText(text, "a.csv")).Message,
            StringComparison.Ordinal
        );

    private static ParallelRunResult Run(double extra)
    {
        ParallelRunSide Side(double more, int shift) =>
            new([.. Enumerable.Range(0, 336).Select(h => SliPoint.FromCounts(_from.AddHours(h), 999 - (h == 50 ? more * 1000 : 0), 1000))])
            {
                Alerts = [new FiringInterval("A", _from.AddHours(50).AddMinutes(shift), _from.AddHours(51))],
                Query = "a / b",
            };
        return ParallelRunComparison.Compare(
            new ParallelRunSubject("checkout", "availability", _from, _from.AddDays(14), TimeSpan.FromHours(1)) { Target = 0.999m },
            Side(0, 5),
            Side(extra, 2)
        );
    }

    private static string Json(ParallelRunResult run)
    {
        using var text = new StringWriter();
        new JsonReport<ParallelRunResult>().Write(run, text);
        return text.ToString();
    }
}
