using System.Management.Automation;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class NewSloPlanTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Plans_the_four_phases()
    {
        var plan = _engine.Run("New-SloPlan api-service -StartDate 2026-01-01").Single();
        Assert.Equal("api-service", (string)plan.Service);
        Assert.Equal("production", (string)plan.Namespace);
        Assert.Equal("baseline", (string)plan.CurrentPhase);
        Assert.Equal("default", (string)plan.Profile);
        Assert.Equal(180, (int)plan.TotalDurationDays);
        Assert.Equal(4, (int)plan.Phases.Length);
        Assert.Equal(0, (int)plan.History.Length);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), (DateTime)plan.StartDate);
    }

    [Fact]
    public void Starts_today_in_UTC_when_no_date_is_given()
    {
        var before = DateTime.UtcNow.Date;
        var start = (DateTime)_engine.Run("New-SloPlan a").Single().StartDate;
        Assert.InRange(start, before, DateTime.UtcNow.Date);
        Assert.Equal(DateTimeKind.Utc, start.Kind);
    }

    [Fact]
    public void Takes_many_names_by_argument_and_by_pipeline()
    {
        Assert.Equal(["a", "b"], _engine.Run("New-SloPlan a, b | ForEach-Object Service").Strings);
        Assert.Equal(["a", "b"], _engine.Run("'a', 'b' | New-SloPlan | ForEach-Object Service").Strings);
    }

    [Fact]
    public void Takes_rows_of_a_catalog()
    {
        var result = _engine.Run(
            """
            [pscustomobject]@{ Service = 'checkout'; Namespace = 'shop'; Tier = 'critical'; Owner = 'payments'; Other = 1 },
            [pscustomobject]@{ service = 'search'; Namespace = ''; Tier = ''; Owner = '' } |
                New-SloPlan | ForEach-Object { "$($_.Service)|$($_.Namespace)|$($_.Tier)|$($_.Owner)" }
            """
        );
        Assert.Equal(["checkout|shop|critical|payments", "search|production||"], result.Strings);
    }

    [Theory]
    [InlineData("New-SloPlan")]
    [InlineData("Set-SloPlan plans")]
    public void Columns_that_nothing_takes_are_told_once_for_all_rows(string command)
    {
        var result = _engine.Run(
            "New-SloPlan checkout, search -Owner a | Export-SloPlan plans/ | Out-Null\n"
                + "[pscustomobject]@{ Service = 'checkout'; Onwer = 'a'; Zone9 = 'eu'; Xyz = 'x' }, "
                + "[pscustomobject]@{ Service = 'search'; Onwer = 'b'; Zone9 = 'us'; Xyz = 'y' } | "
                + command
        );
        Assert.Equal(
            [
                "The column 'Onwer' is not known and was left out. Did you mean Owner?",
                "The columns 'Zone9', 'Xyz' are not known and were left out.",
            ],
            result.Warnings
        );
    }

    // What a cmdlet gives has properties for other cmdlets.
    [Fact]
    public void Properties_of_objects_of_cmdlets_are_not_told() =>
        Assert.Empty(
            _engine
                .Run("New-SloPlan checkout | Select-Object Service, Owner | New-SloPlan; (New-SloPlan checkout) | Set-SloPlan -Owner b")
                .Warnings
        );

    [Fact]
    public void A_row_does_not_inherit_from_the_row_before_it() =>
        Assert.Equal(
            ["x|t", "y|"],
            _engine
                .Run(
                    "[pscustomobject]@{ Service = 'x'; Tier = 't' }, [pscustomobject]@{ Service = 'y' } | "
                        + "New-SloPlan | ForEach-Object { \"$($_.Service)|$($_.Tier)\" }"
                )
                .Strings
        );

    [Theory]
    [InlineData("'rubbish'")]
    [InlineData("'2026-13-01'")]
    [InlineData("'05.13.2026'")]
    [InlineData("42")]
    public void A_bad_date_in_a_row_is_an_error_and_not_today(string date)
    {
        var result = _engine.Run($"[pscustomobject]@{{ Service = 'a'; StartDate = {date} }} | New-SloPlan");
        Assert.Empty(result.Output);
        Assert.Equal("SloPlanInvalidStartDate", result.ErrorId);
    }

    [Fact]
    public void A_date_in_a_row_may_have_an_offset() =>
        Assert.Equal(
            ["2025-12-31", "2025-12-31"],
            _engine
                .Run(
                    "[pscustomobject]@{ Service = 'a'; StartDate = '2026-01-01T01:00:00+02:00' }, [pscustomobject]@{ "
                        + "Service = 'b'; StartDate = [datetimeoffset]'2026-01-01T01:00:00+02:00' } | New-SloPlan | "
                        + "ForEach-Object { $_.StartDate.ToString('yyyy-MM-dd') }"
                )
                .Strings
        );

    [Theory]
    [InlineData("New-SloPlan checkout", "http_requests_total{service = \"checkout\"}")]
    [InlineData("New-SloPlan 'team:search@eu 1'", "http_requests_total{service = \"team:search@eu 1\"}")]
    [InlineData("New-SloPlan checkout -ServiceLabel job", "http_requests_total{job = \"checkout\"}")]
    [InlineData("New-SloPlan checkout -ServiceLabel ''", "http_requests_total")]
    [InlineData("New-SloPlan checkout -Profile job.yaml", "http_requests_total{job = \"checkout\"}")]
    [InlineData("New-SloPlan checkout -Profile job.yaml -ServiceLabel app", "http_requests_total{app = \"checkout\"}")]
    [InlineData("New-SloPlan checkout -Indicator orders_total", "orders_total{service = \"checkout\"}")]
    [InlineData("New-SloPlan checkout -Indicator @{ Good = 'ok_total'; Total = 'all_total' }", "all_total")]
    [InlineData(
        "New-SloPlan checkout -Indicator @{ Bad = 'b_total{app=\"x\"}'; Total = 'all_total' } -ServiceLabel app",
        "all_total{app = \"checkout\"}"
    )]
    public void The_indicator_of_a_plan_names_the_service_where_nobody_wrote_selectors(string script, string total)
    {
        var profile = _engine.Run("(Get-SloPhaseProfile default).Phases.Count");
        Assert.Empty(profile.Errors);
        _engine.Write(
            "job.yaml",
            """
            apiVersion: progressiveslo/v1
            kind: PhaseProfile
            name: by-job
            serviceLabel: job
            phases:
            - name: only
              targets: {availability: 0.99, latencyP95Milliseconds: 1000, latencyP99Milliseconds: 2000}
            """
        );
        Assert.Equal([total], _engine.Run($"({script}).Indicator.Total").Strings);
    }

    [Theory]
    [InlineData("-LatencyMetric order_seconds", "order_seconds{service = \"checkout\"}")]
    [InlineData("-LatencyMetric 'order_seconds{app=\"a\"}'", "order_seconds{app = \"a\"}")]
    [InlineData("-LatencyMetric order_seconds -Indicator @{ Good = 'ok_total'; Total = 'all_total' }", "order_seconds")]
    [InlineData("-LatencyMetric order_seconds -Template http -ServiceLabel job", "order_seconds{job = \"checkout\"}")]
    public void A_histogram_without_conditions_is_that_of_the_service_as_the_indicator_is(string arguments, string histogram) =>
        Assert.Equal([histogram], _engine.Run($"(New-SloPlan checkout {arguments}).LatencyMetric").Strings);

    [Fact]
    public void A_label_that_no_label_can_be_called_is_refused()
    {
        Assert.Equal("SloPlanInvalidServiceLabel", _engine.Run("New-SloPlan a -ServiceLabel 'a-b'").ErrorId);
        Assert.Equal(
            "SloPlanInvalidServiceLabel",
            _engine
                .Run(
                    "$i = [ProgressiveSlo.Objectives.QueryIndicator]::FromGood('sum(rate(a[{{.window}}]))', 'sum(rate(b[{{.window}}]))'); "
                        + "New-SloPlan a -ServiceLabel job -Indicator $i"
                )
                .ErrorId
        );
    }

    [Fact]
    public void A_bad_name_is_one_error_and_the_rest_goes_on()
    {
        var result = _engine.Run("'a', '../../x', 'b' | New-SloPlan | ForEach-Object Service");
        Assert.Equal(["a", "b"], result.Strings);
        Assert.Equal("SloPlanInvalidService", result.ErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
        Assert.Equal("../../x", result.Error.TargetObject);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    [InlineData("('x' * 300)")]
    [InlineData("']##vso[task.complete]'")]
    [InlineData("'a\"b'")]
    [InlineData("@()")]
    [InlineData("([pscustomobject]@{ Name = 'no service here' })")]
    public void Any_bad_name_is_the_same_error(string name) =>
        Assert.Equal("SloPlanInvalidService", _engine.Run($"New-SloPlan -Service {name}").ErrorId);

    [Fact]
    public void A_hashtable_is_not_taken_for_a_row()
    {
        Assert.Contains(
            "A hashtable is not a row",
            _engine.Run("New-SloPlan -Service @{ Service = 'a'; Tier = 'x' }").Error.Exception.Message,
            StringComparison.Ordinal
        );
        var piped = _engine.Run("@{ Service = 'a'; Tier = 'x' } | New-SloPlan");
        Assert.Empty(piped.Output);
        Assert.Single(piped.Errors);
    }

    [Theory]
    [InlineData("New-SloPlan a -Window soon", "SloPlanInvalidWindow")]
    [InlineData("New-SloPlan a -Indicator '5xx'", "SloPlanInvalidIndicator")]
    [InlineData("New-SloPlan a -Indicator @{ Good = 'x' }", "SloPlanInvalidIndicator")]
    [InlineData("New-SloPlan a -Indicator @{ Good = 'x'; Totl = 'y' }", "SloPlanInvalidIndicator")]
    [InlineData("New-SloPlan a -Indicator @{ Good = 'x{a=b}'; Total = 'y' }", "SloPlanInvalidIndicator")]
    [InlineData("New-SloPlan a -Profile none", "SloPlanInvalidProfile")]
    [InlineData("New-SloPlan a -StartDate 9999-12-31", "SloPlanInvalidStartDate")]
    [InlineData("New-SloPlan a -StartDate 1900-01-01", "SloPlanInvalidStartDate")]
    public void Bad_options_are_named(string script, string id) => Assert.Equal(id, _engine.Run(script).ErrorId, ignoreCase: true);

    [Fact]
    public void Window_and_indicator_reach_the_definition()
    {
        var definition = _engine
            .Run(
                "(New-SloPlan a -Window 28d -Indicator @{ Good = 'ok_total{job=\"a\", "
                    + "code!~\"5..\"}'; Total = 'all_total' }).Phases[0].Definition"
            )
            .Single();
        Assert.Equal(TimeSpan.FromDays(28), (TimeSpan)definition.Window);
        Assert.Equal("ok_total{job = \"a\", code !~ \"5..\"} / all_total", definition.Indicator.ToString());
        Assert.Equal(TimeSpan.FromDays(7), (TimeSpan)_engine.Run("(New-SloPlan a -Window ([timespan]::FromDays(7))).Window").Single());
    }

    [Fact]
    public void A_profile_file_gives_a_fifth_phase()
    {
        _engine.Write(
            "mine.yaml",
            """
            apiVersion: progressiveslo/v1
            kind: PhaseProfile
            name: mine
            phases:
            - { name: p1, durationDays: 1, targets: { availability: 0.9, latencyP95Milliseconds: 9, latencyP99Milliseconds: 9 } }
            - { name: p2, durationDays: 2, targets: { availability: 0.91, latencyP95Milliseconds: 9, latencyP99Milliseconds: 9 } }
            - { name: p3, durationDays: 3, targets: { availability: 0.92, latencyP95Milliseconds: 9, latencyP99Milliseconds: 9 } }
            - { name: p4, durationDays: 4, targets: { availability: 0.93, latencyP95Milliseconds: 9, latencyP99Milliseconds: 9 } }
            - { name: p5, targets: { availability: 0.94, latencyP95Milliseconds: 9, latencyP99Milliseconds: 9 } }
            """
        );
        Assert.Equal(
            ["p1", "p2", "p3", "p4", "p5"],
            _engine.Run("(New-SloPlan a -Profile ./mine.yaml).Phases | ForEach-Object Name").Strings
        );
        Assert.Equal("mine", (string)_engine.Run("(New-SloPlan a -Profile (Get-SloPhaseProfile -Path mine.yaml)).Profile").Single());
    }

    [Fact]
    public void A_bad_profile_file_stops_with_line_and_field()
    {
        _engine.Write("bad.yaml", "apiVersion: progressiveslo/v1\nkind: PhaseProfile\nname: x\nphases: 3\n");
        var result = _engine.Run("'a', 'b' | New-SloPlan -Profile bad.yaml");
        Assert.Equal("SloProfileInvalid", result.ErrorId);
        Assert.StartsWith(
            "bad.yaml(4,9): phases: Expected a list, found a single value.",
            result.Error.Exception.Message,
            StringComparison.Ordinal
        );
        Assert.Null(result.Error.Exception.InnerException);
    }

    [Fact]
    public void Shows_as_a_table()
    {
        var lines = _engine
            .Run("New-SloPlan api-service -StartDate 2026-01-01 -Tier critical")
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["Service", "Namespace", "Tier", "Current", "phase", "Start", "Days", "Owner"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Equal(
            ["api-service", "production", "critical", "baseline", "2026-01-01", "180"],
            lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData("New-SloPlan a -Profile ", "default source")]
    [InlineData("Get-SloPhase ", "baseline improvement production_ready excellence")]
    [InlineData("Get-SloPhase imp", "improvement")]
    [InlineData("$p = New-SloPlan a; Get-SloPhase -Plan $p -Name pro", "production_ready")]
    [InlineData("ConvertTo-SloManifest -Format slod", "SloDev")]
    [InlineData("ConvertTo-SloReport -Format ", "Auto AzurePipelines GitHubActions Html JUnit Json Markdown Sarif Text")]
    [InlineData("Test-SloPhaseReadiness -Phase ex", "excellence")]
    public void Completes_names(string line, string words)
    {
        var result = _engine.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, "
                + "$line.Length, $null).CompletionMatches | ForEach-Object CompletionText",
            ("line", line)
        );
        Assert.Equal(words.Split(' '), result.Strings);
    }
}
