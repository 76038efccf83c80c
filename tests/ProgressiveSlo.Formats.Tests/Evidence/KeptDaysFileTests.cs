using System.Text;
using System.Threading.Tasks;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Evidence;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Evidence;

/// <summary>The record of a plan in its file.</summary>
public sealed class KeptDaysFileTests : IDisposable
{
    private const string Header = "Namespace,Service,Date,Good,Total,Coverage,LatencyP95,LatencyP99,Incidents,LatencyBuckets,Exclusions";

    private static readonly DateTime _from = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-record-");

    private string File1 => Path.Combine(_folder.FullName, "evidence", "checkout.csv");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Days_are_rows_in_order_that_people_and_the_reader_of_counts_can_read()
    {
        KeptDay[] days =
        [
            new(new SloDay(_from.AddDays(2), 5, 5)) { Incidents = [] },
            new(
                new SloDay(_from, 99_950, 100_000)
                {
                    Coverage = 287.0 / 288,
                    LatencyP95 = 70.000001,
                    LatencyP99 = 310,
                }
            )
            {
                Incidents = [new TimeSpan(9, 20, 0), new TimeSpan(13, 45, 0)],
                Buckets =
                [
                    new LatencyBucket(70, 95_000),
                    new LatencyBucket(500, 99_999),
                    new LatencyBucket(double.PositiveInfinity, 100_000),
                ],
                Exclusions = [new(_from.AddHours(2), _from.AddHours(26.5), "upgrade, \"big\"\n=1+1") { GoodEvents = 7, TotalEvents = 8 }],
            },
            new(new SloDay(_from.AddDays(1), 0, 0) { Coverage = 0 }),
        ];
        var text = Write(days);
        Assert.Equal(
            Header
                + "\nproduction,checkout,2026-01-01,99950,100000,0.9965277777777778,70.000001,310,"
                + "09:20 13:45,70=95000 500=99999 Inf=100000,"
                + "\"[{\"\"from\"\":\"\"2026-01-01T02:00:00Z\"\",\"\"to\"\":\"\"2026-01-02T02:30:00Z\"\",\"\"reason\"\":\"\"upgrade, "
                + "\\\"\"big\\\"\"\\n=1+1\"\",\"\"good\"\":7,\"\"total\"\":8}]\""
                + "\nproduction,checkout,2026-01-02,,,0,,,,,"
                + "\nproduction,checkout,2026-01-03,5,5,1,,,none,,\n",
            text
        );
        Assert.Equal(text, Write(Read(text).Days));

        var evidence = EvidenceFile.ReadText(text, "checkout.csv").Single();
        Assert.Equal(
            [(99_950L, 100_000L, 287.0 / 288, 70.000001, 310.0), (0, 0, 0, null, null), (5, 5, 1, null, null)],
            evidence.Days.Select(d => (d.GoodEvents, d.TotalEvents, d.Coverage, d.LatencyP95, d.LatencyP99))
        );
    }

    [Fact]
    public void Whatever_is_kept_reads_back_the_same() =>
        Gen.Select(
                Gen.Long[0, 9_000_000_000_000_000],
                Gen.Long[0, 1000],
                Gen.Double[0, 1],
                Gen.Double[0, 1e6],
                Gen.Int[0, 1439],
                Gen.String
            )
            .Array[0, 20]
            .Sample(rows =>
            {
                var days = rows.Select(
                        (r, i) =>
                            new KeptDay(
                                new SloDay(_from.AddDays(i), r.Item1, r.Item1 + r.Item2)
                                {
                                    Coverage = Math.Max(1e-9, r.Item3),
                                    LatencyP95 = r.Item4,
                                }
                            )
                            {
                                Incidents = r.Item5 % 3 == 0 ? null : [TimeSpan.FromMinutes(r.Item5)],
                                Buckets =
                                    r.Item5 % 2 == 0
                                        ? []
                                        : [new LatencyBucket(r.Item4, r.Item2), new LatencyBucket(double.PositiveInfinity, r.Item1)],
                                Exclusions = [new(_from.AddTicks(r.Item5 + 1), _from.AddDays(40), "x" + Sound(r.Item6))],
                            }
                    )
                    .ToArray();
                var back = Read(Write(days)).Days.ToArray();
                Assert.Equal(days.Length, back.Length);
                foreach (var (day, read) in days.Zip(back))
                {
                    Assert.Equal(day.Day, read.Day);
                    Assert.Equal(day.Incidents, read.Incidents);
                    Assert.Equal(day.Buckets, read.Buckets);
                    Assert.Equal(day.Exclusions, read.Exclusions);
                }
            });

    [Theory]
    [InlineData("api,2026-01-01,5,5,,", 1, "Service", "of the service 'api', and the plan of 'checkout'")]
    [InlineData("checkout,2026-01-01,6,5,,", 1, "Good", "exceeds Total")]
    [InlineData("checkout,2026-13-01,5,5,,", 1, "Date", "neither a day nor a time")]
    [InlineData("checkout,2026-01-01T02:00:00Z,5,5,,", 1, "Date", "is a time of day")]
    [InlineData("checkout,2026-01-01,5,5,99.65,", 1, "Coverage", "is not a share from 0 to 1")]
    [InlineData("checkout,2026-01-01,5,5,0,", 1, "Coverage", "There are 5 good events and a coverage of 0")]
    [InlineData("checkout,2026-01-01,5,5,,9:20", 1, "Incidents", "'9:20' cannot be read")]
    [InlineData("checkout,2026-01-01,5,5,,\ncheckout,2026-01-01,5,5,,", 2, "Date", "duplicated, first in line 2")]
    [InlineData("checkout,2026-01-01,5", 1, "", "has 3 values for 6 columns")]
    public void A_row_that_is_wrong_is_refused_with_its_line_and_field(string rows, int row, string field, string message)
    {
        var error = Assert.Throws<SloDocumentException>(() => Read("Service,Date,Good,Total,Coverage,Incidents\n" + rows + "\n"));
        Assert.Equal(("checkout.csv", row + 1, field), (error.Problems[0].Path, error.Problems[0].Line, error.Problems[0].Problem.Field));
        Assert.Contains(message, error.Problems[0].Problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Problems[0].Problem.Fix);
    }

    [Theory]
    [InlineData("2026-01-03", "2026-01-03 is not over yet (UTC), so nobody has counted it")]
    [InlineData("2099-01-01", "2099-01-01 is in the future (UTC), so nobody has counted it")]
    public void A_row_of_a_day_that_is_not_over_is_refused_with_its_line_and_field(string date, string message)
    {
        var text = $"Service,Date,Good,Total\ncheckout,2026-01-02,5,5\ncheckout,{date},5,5\n";
        var error = Assert.Throws<SloDocumentException>(() =>
            KeptDaysFile.ReadText(text, "checkout.csv", "checkout", "production", _from.AddDays(2))
        );
        var problem = Assert.Single(error.Problems);
        Assert.Equal(("checkout.csv", 3, "Date", message), (problem.Path, problem.Line, problem.Problem.Field, problem.Problem.Message));
        Assert.StartsWith("Remove the row", problem.Problem.Fix, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.GetDirectoryName(File1)!);
        File.WriteAllText(File1, text);
        CountedDays counted = new(new SloEvidence(), [Day(0)], _from.AddDays(2));
        Assert.Throws<SloDocumentException>(() =>
            KeptDaysFile.Add(
                File1,
                "checkout.csv",
                "checkout",
                "production",
                counted,
                _from.AddDays(2),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public void A_row_that_the_server_contradicts_is_named_with_its_file_and_line()
    {
        var record = Read("Service,Date,Good,Total,Coverage\ncheckout,2026-01-01,9,10,1\ncheckout,2026-01-02,9,10,1\n");
        var error = Assert.Throws<SloValidationException>(() =>
            record.With(
                new CountedDays(new SloEvidence(), [Day(0), new KeptDay(new SloDay(_from.AddDays(1), 8, 10) { Coverage = 0.5 })], _from)
            )
        );
        Assert.EndsWith("the record has 9 good of 10 events (checkout.csv, line 3)", error.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service,Date,Good,Total,Note\n", "no column 'Note'")]
    [InlineData("Service,Good,Total\n", "are not enough")]
    [InlineData("", "The file is empty")]
    [InlineData("Date,Good,Total,LatencyBuckets\n2026-01-01,5,5,500=5 100=5\n", "'500=5 100=5' cannot be read")]
    [InlineData("Date,Good,Total,Exclusions\n2026-01-01,5,5,[{}]\n", "'[{}]' cannot be read")]
    [InlineData(
        "Date,Good,Total,Exclusions\n2026-01-01,5,5,\"[{\"\"from\"\":\"\"2026-01-01T02:00:00Z\"\",\"\"to\"\":\"\"2026-01-01T03:00:00Z\"\","
            + "\"\"reason\"\":\"\" \"\",\"\"good\"\":0,\"\"total\"\":0}]\"\n",
        "cannot be read"
    )]
    [InlineData("Date,Good,Total,Namespace\n2026-01-01,5,5,staging\n", "of the namespace 'staging', and the plan of 'production'")]
    public void A_file_that_is_wrong_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<SloDocumentException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_added_is_there_at_once_or_not_at_all()
    {
        Add(Day(0), Day(1));
        var before = File.ReadAllBytes(File1);
        Assert.DoesNotContain((byte)'\r', before);
        Assert.Throws<SloValidationException>(() => Add(new KeptDay(new SloDay(_from.AddDays(1), 1, 10)), Day(2)));
        Assert.Equal(before, File.ReadAllBytes(File1));
        File.SetLastWriteTimeUtc(File1, _from);
        Add(Day(1));
        Assert.Equal(_from, File.GetLastWriteTimeUtc(File1));
        Add(Day(1), Day(2));
        Assert.Equal(before, File.ReadAllBytes(File1).Take(before.Length));
        File.AppendAllText(File1, "broken\n");
        before = File.ReadAllBytes(File1);
        Assert.Throws<SloDocumentException>(() => Add(Day(3)));
        Assert.Equal(before, File.ReadAllBytes(File1));
        Assert.Equal(["checkout.csv"], Directory.GetFiles(Path.GetDirectoryName(File1)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Many_that_add_at_once_lose_no_day()
    {
        Parallel.For(0, 16, i => Add(Day(i)));
        Assert.Equal(16, KeptDaysFile.Read(File1, "checkout.csv", "checkout", "production").Days.Count);
    }

    [Fact]
    public void A_folder_has_a_file_for_each_service_of_each_namespace_and_a_file_has_one()
    {
        var folder = new KeptDaysFiles(Path.Combine(_folder.FullName, "evidence"));
        Assert.Equal(
            Path.Combine(_folder.FullName, "evidence", "production", "order-history.csv"),
            folder.PathOf("Order History", "production")
        );
        Assert.Equal(Path.Combine(_folder.FullName, "evidence", "staging", "order-history.csv"), folder.PathOf("Order History", "staging"));
        Assert.Throws<SloValidationException>(() => folder.PathOf("order-history", "production"));
        var file = new KeptDaysFiles(File1);
        Assert.Equal(File1, file.PathOf("checkout", "production"));
        Assert.Contains(
            "'search' (production) is a second service, and 'checkout.csv' is the record of 'checkout' (production)",
            Assert.Throws<SloValidationException>(() => file.PathOf("search", "production")).Message,
            StringComparison.Ordinal
        );
    }

    // Half of a surrogate pair is not a text that a file can hold.
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static KeptDay Day(int place) => new(new SloDay(_from.AddDays(place), 9, 10));

    private static string Write(IEnumerable<KeptDay> days)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        KeptDaysFile.Write(new KeptDays("checkout", "production", days), writer);
        return writer.ToString();
    }

    private static KeptDays Read(string text) => KeptDaysFile.ReadText(text, "checkout.csv", "checkout", "production");

    private void Add(params KeptDay[] days) =>
        KeptDaysFile.Add(File1, "checkout.csv", "checkout", "production", new CountedDays(new SloEvidence(), days, _from.AddDays(30)));
}
