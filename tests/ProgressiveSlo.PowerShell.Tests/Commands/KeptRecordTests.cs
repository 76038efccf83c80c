using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>
/// A record is kept day by day on a real Prometheus; then the server is a new one, which has only the days since, and the evidence is
/// still that of the whole phase.
/// </summary>
public sealed class KeptRecordTests : IClassFixture<KeptRecordTests.Servers>, IDisposable
{
    private const string Plans =
        "$plans = 'checkout', 'search' | New-SloPlan -StartDate 2026-03-02 -LatencyMetric 'http_request_duration_seconds{job=\"shop\"}'; ";

    private static readonly DateTime _start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    private readonly Engine _engine = Engine.Create();
    private readonly Servers _servers;

    public KeptRecordTests(Servers servers) => _servers = servers;

    private string Record => _engine.PathOf("evidence/production/checkout.csv");

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_record_is_kept_while_the_server_forgets_and_its_evidence_is_that_of_a_server_with_all_days()
    {
        Run(Plans + "$plans | Export-SloPlan plans");
        foreach (var (day, server) in new[] { ("07", _servers.Old), ("08", _servers.Old), ("08", _servers.Old), ("10", _servers.Old) })
            AssertSame(day, server);
        var before = File.ReadAllText(Record);
        Assert.Equal(1 + 8, before.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        // The new one has nothing of the last kept day, and two of the days since.
        AssertSame("12", _servers.New);
        var after = File.ReadAllText(Record);
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.Equal(1 + 10, after.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",13:05,", after, StringComparison.Ordinal);

        // Without the record, eight days are missing.
        var alone = Run("$plans[0] | Get-SloEvidence -PrometheusUri $uri -At 2026-03-12 -Window 10d", _servers.New).Single();
        Assert.Equal((0.2, 0L), ((double)alone.Coverage, (long)alone.IncidentsLast30d));

        // A folder of records is read like any counts.
        var read = Run("Get-SloEvidence -Path evidence/production").Objects();
        Assert.Equal(["checkout", "search"], read.Select(e => (string)e.Service));
        Assert.Equal(10, (int)read[0].Days.Length);
    }

    [Theory]
    [InlineData("-Window 7d")]
    [InlineData("-RecordPath evidence")]
    public void Plans_of_one_service_in_two_namespaces_have_each_their_own_evidence_and_record(string parameters)
    {
        const string Ask = " | Get-SloEvidence -PrometheusUri $uri -At 2026-03-09T03:00:00Z ";
        Run(Plans + "$staging = New-SloPlan checkout -Namespace staging -StartDate 2026-03-02 -Indicator $plans[1].Indicator");
        var alone = Run("$plans" + Ask + "-Window 7d", _servers.Old)
            .Objects()
            .ToDictionary(e => (string)e.Service, e => (long)e.TotalEvents);
        Assert.NotEqual(alone["checkout"], alone["search"]);
        var both = Run("$plans[0], $staging" + Ask + parameters, _servers.Old).Objects();
        Assert.Equal(
            [("checkout", "production", alone["checkout"]), ("checkout", "staging", alone["search"])],
            both.Select(e => ((string)e.Service, (string)e.Namespace, (long)e.TotalEvents)).Order()
        );

        // So each is judged by its own numbers.
        Assert.Equal(
            ["production", "staging"],
            Run("$plans[0], $staging" + Ask + parameters + " | Test-SloPhaseReadiness -Plan $plans[0], $staging", _servers.Old)
                .Objects()
                .Select(r => (string)r.Namespace)
                .Order()
        );
        if (parameters.StartsWith("-RecordPath", StringComparison.Ordinal))
            Assert.True(File.Exists(Record) && File.Exists(_engine.PathOf("evidence/staging/checkout.csv")));
    }

    [Fact]
    public void A_day_that_is_counted_otherwise_is_an_error_of_its_service_and_the_others_go_on()
    {
        Keep("07");
        var rows = File.ReadAllLines(Record);
        var last = rows[^1].Split(',');
        var (good, total) = (last[3], last[4]);
        last[3] = (long.Parse(good, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Record, string.Join("\n", rows[..^1].Append(string.Join(",", last))) + "\n");
        var before = File.ReadAllText(Record);
        var result = _engine.Run(Get("09"), ("uri", _servers.Old.Address.ToString()));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("SloEvidenceInvalidRecord,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(
            $"The server now counts {good} good of {total} events on 2026-03-06 for 'checkout', and the record has "
                + $"{last[3]} good of {total} events",
            error.Exception.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(["search"], result.Objects().Select(e => (string)e.Service));
        Assert.Equal(before, File.ReadAllText(Record));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0.9")]
    public void Another_coverage_in_a_row_keeps_nothing_from_being_compared(string coverage)
    {
        // The last day lacks an hour, so that a row that says more looks like one that the server has begun to forget.
        Keep("05");
        var rows = File.ReadAllLines(Record);
        var last = rows[^1].Split(',');
        Assert.InRange(double.Parse(last[5], CultureInfo.InvariantCulture), 0.9, 0.99);
        (last[3], last[5]) = (last[4], coverage);
        File.WriteAllText(Record, string.Join("\n", rows[..^1].Append(string.Join(",", last))) + "\n");
        var error = Assert.Single(_engine.Run(Get("09"), ("uri", _servers.Old.Address.ToString())).Errors);
        Assert.StartsWith("SloEvidenceInvalidRecord,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("checkout.csv, line 4)", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_taken_out_and_one_of_the_future_do_not_hide_the_one_before()
    {
        Keep("07");
        var rows = File.ReadAllLines(Record)[..^1];
        var last = rows[^1].Split(',');
        last[3] = last[4];
        File.WriteAllText(Record, string.Join("\n", rows[..^1].Append(string.Join(",", last))) + "\n");
        var error = Assert.Single(_engine.Run(Get("09"), ("uri", _servers.Old.Address.ToString())).Errors);
        Assert.Contains("checkout.csv, line 5)", error.Exception.Message, StringComparison.Ordinal);

        File.WriteAllText(Record, string.Join("\n", rows) + "\nproduction,checkout,2198-01-01,5,5,1,,,none,,\n");
        error = Assert.Single(_engine.Run(Get("09"), ("uri", _servers.Old.Address.ToString())).Errors);
        Assert.Contains("checkout.csv(6,21): Date: 2198-01-01 is in the future", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_says_which_days_would_be_added_and_gives_the_evidence_without_a_file()
    {
        Run(Plans);
        var result = _engine.Run(Get("07") + " -WhatIf", ("uri", _servers.Old.Address.ToString()));
        Assert.Empty(result.Errors);
        Assert.Equal([5, 5], result.Objects().Select(e => (int)e.Days.Length));
        Assert.False(Directory.Exists(_engine.PathOf("evidence")));
    }

    [Fact]
    public void Only_the_missing_days_are_asked_for_and_the_last_kept_one()
    {
        Keep("07");
        var rows = File.ReadAllLines(Record);
        rows[2] = "production,checkout,2026-03-03,5,7,1,,,,,";
        File.WriteAllText(Record, string.Join("\n", rows) + "\n");
        var evidence = Run(Plans + Get("08"), _servers.Old).Objects().Single(e => (string)e.Service == "checkout");
        Assert.Equal((5L, 7L), ((long)evidence.Days[1].GoodEvents, (long)evidence.Days[1].TotalEvents));
        Assert.Equal([.. rows], File.ReadLines(Record).Take(rows.Length));
    }

    [Fact]
    public void A_bad_file_is_an_error_with_its_line_and_a_phase_without_a_complete_day_has_nothing_to_keep()
    {
        Keep("07");
        File.AppendAllText(Record, "production,checkout,2026-03-07,5,4,1,,,,,\n");
        var before = File.ReadAllText(Record);
        var result = _engine.Run(Get("09"), ("uri", _servers.Old.Address.ToString()));
        Assert.StartsWith("SloEvidenceInvalidFile,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("checkout.csv(7,", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Record));

        var early = _engine.Run(
            "$plans[0] | Get-SloEvidence -PrometheusUri $uri -At 2026-03-02T23:00:00Z -RecordPath none.csv",
            ("uri", "http://127.0.0.1:9")
        );
        Assert.Equal(
            "The phase baseline of 'checkout' has no complete day yet: the first one is 2026-03-02 (UTC), so ask again from 2026-03-03 on.",
            Assert.Single(early.Warnings)
        );
        Assert.Equal("checkout", (string)early.Single().Service);
        Assert.Equal(
            "InsufficientEvidence",
            _engine
                .Run(
                    "$plans[0] | Get-SloEvidence -PrometheusUri $uri -At 2026-03-02 -RecordPath none.csv "
                        + "-WarningAction SilentlyContinue | Test-SloPhaseReadiness -Plan $plans[0] | ForEach-Object Verdict"
                )
                .Strings.Single()
        );
    }

    [Theory]
    [InlineData("-RecordPath evidence -Window 30d", "SloEvidenceInvalidWindow")]
    [InlineData("-RecordPath evidence -Hourly", "SloEvidenceInvalidHourly")]
    [InlineData("-RecordPath env:x", "SloEvidenceInvalidPath")]
    public void What_means_nothing_beside_a_record_is_refused(string parameters, string id) =>
        Assert.StartsWith(
            id + ",",
            _engine
                .Run(
                    $"{Plans} try {{ $plans | Get-SloEvidence -PrometheusUri http://127.0.0.1:9 {parameters} }} "
                        + "catch { $_.FullyQualifiedErrorId }"
                )
                .Strings.Single(),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_excluded_interval_stays_excluded_and_cannot_be_excluded_later()
    {
        Run(Plans);
        var exclude = " -Exclude @{ From = '2026-03-04T22:00:00Z'; To = '2026-03-05T02:00:00Z'; Reason = 'upgrade, with a comma' }";
        var first = Run(Get("07") + exclude, _servers.Old).Objects().Single(e => (string)e.Service == "checkout");
        var alone = Run("$plans[0] | Get-SloEvidence -PrometheusUri $uri -At 2026-03-09 -Window 7d" + exclude, _servers.Old).Single();
        var later = Run(Get("09"), _servers.Old).Objects().Single(e => (string)e.Service == "checkout");
        Assert.Equal("upgrade, with a comma", (string)later.Exclusions[0].Reason);
        Assert.Equal((long)first.Exclusions[0].TotalEvents, (long)later.Exclusions[0].TotalEvents);

        // So does the file alone.
        var read = Run("Get-SloEvidence -Path evidence/production -Service checkout").Single();
        Assert.Equal(
            ("upgrade, with a comma", (long)later.Exclusions[0].TotalEvents, (long)later.TotalEvents),
            ((string)read.Exclusions[0].Reason, (long)read.Exclusions[0].TotalEvents, (long)read.TotalEvents)
        );
        Assert.Equal(1, (int)read.Exclusions.Length);
        Assert.Equal((long)alone.TotalEvents, (long)later.TotalEvents);
        Assert.Equal((double?)alone.LatencyP99, (double?)later.LatencyP99);
        Assert.StartsWith(
            "SloEvidenceInvalidExclude,",
            _engine
                .Run(
                    Get("09") + " -Exclude @{ From = '2026-03-04T21:00:00Z'; To = '2026-03-05T02:00:00Z'; Reason = 'more' }",
                    ("uri", _servers.Old.Address.ToString())
                )
                .Errors[0]
                .FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    private static string Get(string day) =>
        $"$plans | Get-SloEvidence -PrometheusUri $uri -At 2026-03-{day}T03:00:00Z -RecordPath evidence";

    private void Keep(string day) => Run(Plans + Get(day), _servers.Old);

    // The old server has all days: what it says alone is the truth.
    private void AssertSame(string day, PrometheusServer server)
    {
        const string Digest =
            " | ForEach-Object { ($_ | Test-SloPhaseReadiness -Plan ($plans | Where-Object Service -EQ $_.Service)).EvidenceDigest }";
        var days = int.Parse(day, CultureInfo.InvariantCulture) - 2;
        var kept = Run(Get(day) + Digest, server).Strings;
        var alone = Run(
            $"$plans | Get-SloEvidence -PrometheusUri $uri -At 2026-03-{day}T03:00:00Z -Window {days}d" + Digest,
            _servers.Old
        ).Strings;
        Assert.Equal(2, kept.Count);
        Assert.Equal(alone.Order(), kept.Order());
    }

    private EngineResult Run(string script, PrometheusServer? server = null)
    {
        var result = _engine.Run(script, ("uri", server?.Address.ToString()));
        Assert.Empty(result.Errors);

        // The samples are five minutes apart, which is said and puts nothing in doubt.
        Assert.All(result.Warnings, w => Assert.StartsWith("The series of '", w, StringComparison.Ordinal));
        return result;
    }

    /// <summary>A server with all days, and one that begins on the ninth.</summary>
    public sealed class Servers : IDisposable
    {
        private const int Days = 12;

        private const string Rules = """
            groups:
            - name: pages
              rules:
              - alert: Page
                expr: vector(1) > 2
                labels: { severity: page, slo_service: checkout }
              - alert: Page
                expr: vector(1) > 2
                labels: { severity: page, slo_service: search }
            """;

        public Servers()
        {
            Old.SetRules(Rules);
            Old.Load(w => Write(w, 0));
            New.SetRules(Rules);
            New.Load(w => Write(w, 8 * 288));
        }

        internal PrometheusServer Old { get; } = new("5m");

        internal PrometheusServer New { get; } = new("5m");

        public void Dispose()
        {
            Old.Dispose();
            New.Dispose();
        }

        // Samples lie 100 s after each five minutes, so that counts are extrapolated; those of the third day stop for an hour.
        private static void Write(TextWriter to, int first)
        {
            foreach (var (service, rate) in new[] { ("checkout", 953), ("search", 17) })
            {
                foreach (var (status, share) in new[] { ("200", 1000), ("500", 1) })
                    Series(to, $"http_requests_total{{service=\"{service}\",status_code=\"{status}\"}}", first, t => rate * share * t / 10);
                foreach (var (bound, part) in new[] { ("0.07", 90), ("0.5", 97), ("2.5", 100), ("+Inf", 100) })
                    Series(
                        to,
                        $"http_request_duration_seconds_bucket{{service=\"{service}\",job=\"shop\",le=\"{bound}\"}}",
                        first,
                        t => rate * part * (t + (t % 7))
                    );
            }

            if (first == 0)
            {
                for (var minute = 785; minute < 800; minute++)
                    Sample(
                        to,
                        "ALERTS{alertname=\"A\",alertstate=\"firing\",severity=\"page\",slo_service=\"checkout\"}",
                        1,
                        (86_400 * 3) + (minute * 60)
                    );
            }

            to.Write("# EOF\n");
        }

        private static void Series(TextWriter to, string series, int first, Func<long, long> value)
        {
            for (var tick = first; tick <= Days * 288; tick++)
            {
                if (tick is < 600 or > 612)
                    Sample(to, series, value(tick), (tick * 300L) + 100);
            }
        }

        private static void Sample(TextWriter to, string series, long value, long seconds) =>
            to.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series} {value} {new DateTimeOffset(_start).ToUnixTimeSeconds() + seconds}\n"
                )
            );
    }
}
