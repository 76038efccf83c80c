using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class ReadinessTests : IDisposable
{
    private const string Good = "@{ availability = 0.9965; latency_p95 = 450; availability_stddev = 0.005; incidents_last_30d = 2 }";
    private const string Bad = "@{ Availability = 0.98; LatencyP95 = 1200; AvailabilityStdDev = 0.02; IncidentsLast30d = 6 }";

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_source_designs_example_is_ready_with_advice()
    {
        var result = _engine.Run($"Test-SloPhaseReadiness -Phase improvement -Evidence {Good}").Single();
        Assert.True((bool)result.Ready);
        Assert.Equal("Ready", result.Verdict.ToString());
        Assert.Equal("improvement", (string)result.Phase);
        Assert.Equal("production_ready", (string)result.NextPhase);
        Assert.Contains(
            "99.65% would burn 3.5 times the 99.9% budget of the next phase",
            (string)result.Advice[0],
            StringComparison.Ordinal
        );
        Assert.Equal(DateTimeKind.Utc, ((DateTime)result.EvaluatedAt).Kind);
    }

    [Theory]
    [InlineData("Evidence")]
    [InlineData("Metrics")]
    [InlineData("Metric")]
    public void Scripts_may_write_evidence_or_the_names_that_other_tools_have_for_it(string name)
    {
        Assert.True((bool)_engine.Run($"Test-SloPhaseReadiness improvement -{name} {Good}").Single().Ready);
        Assert.Equal("", (string)_engine.Run($"'' + (Assert-SloPhaseReadiness improvement -{name} {Good})").Single());
        var counts = "@{ good_events = 999; total_events = 1000 }";
        Assert.Equal(1L, (long)_engine.Run($"(Measure-SloErrorBudget -Target 0.999 -{name} {counts}).ConsumedEvents").Single());
    }

    [Fact]
    public void The_four_messages_are_exact() =>
        Assert.Equal(
            [
                "Availability 98.00% below target 99.50%",
                "P95 latency 1200ms exceeds target 1000ms",
                "Availability too variable - not stable",
                "Too many incidents - improve stability first",
            ],
            _engine.Run($"(Test-SloPhaseReadiness improvement {Bad}).Issues").Strings
        );

    [Theory]
    [InlineData("[pscustomobject]@{ availability = '0.9965'; latency_p95 = '450' }")]
    [InlineData("[pscustomobject]@{ Service = 'api'; Availability = 0.9965; LatencyP95 = 450 }")]
    [InlineData("[ordered]@{ Availability = 0.9965; LatencyP95 = 450 }")]
    [InlineData("([ProgressiveSlo.Evidence.SloEvidence]@{ Availability = 0.9965; LatencyP95 = 450 })")]
    public void Evidence_has_many_forms(string evidence) =>
        Assert.Equal(
            ["True", "True"],
            _engine
                .Run($"{evidence} | Test-SloPhaseReadiness improvement -Quiet; Test-SloPhaseReadiness improvement {Wrap(evidence)} -Quiet")
                .Strings
        );

    [Fact]
    public void Days_come_as_evidence_or_as_loose_objects()
    {
        var result = _engine.Run(
            """
            [ProgressiveSlo.Evidence.SloDay[]]$days = 1..60 | ForEach-Object { [ProgressiveSlo.Evidence.SloDay]::new([datetime]::SpecifyKind([datetime]'2025-12-01', 'Utc').AddDays($_), 999, 1000) }
            $metric = [ProgressiveSlo.Evidence.SloEvidence]@{ LatencyP95 = 450; LatencyP99 = 450; IncidentsLast30d = 0; Days = $days }
            $rows = [pscustomobject]@{ LatencyP95 = 450; LatencyP99 = 450; IncidentsLast30d = 0; Days = @($days | ForEach-Object { [pscustomobject]@{ Date = $_.Date; GoodEvents = $_.GoodEvents; TotalEvents = $_.TotalEvents; Coverage = 1; BadEvents = 1 } }) }
            $loose = @{ latency_p95 = 450; latency_p99 = 450; incidents_last_30d = 0; days = @($days | ForEach-Object { @{ date = $_.Date; good_events = $_.GoodEvents; total_events = $_.TotalEvents } }) }
            $metric, $rows, $loose | Test-SloPhaseReadiness improvement -Strict | ForEach-Object { ($_.Checks | Where-Object Name -EQ Demonstrated).Message + $_.Verdict }
            """
        );
        Assert.Empty(result.Errors);
        Assert.Equal(3, result.Strings.Count);
        Assert.All(
            result.Strings,
            s => Assert.Matches("^Strength of evidence over a million, 20 needed for 99.5%: 60 bad events of 60000 in 60 days", s)
        );
        Assert.All(result.Strings, s => Assert.EndsWith("Ready", s, StringComparison.Ordinal));
    }

    [Fact]
    public void Phase_may_be_a_name_a_phase_or_a_plan()
    {
        var result = _engine.Run(
            $$"""
            $m = {{Good}}
            $plan = New-SloPlan api
            (Test-SloPhaseReadiness -Phase ($plan | Get-SloPhase improvement) -Evidence $m).Service
            (Test-SloPhaseReadiness -Phase (Get-SloPhase improvement) -Evidence $m).NextPhase
            (Test-SloPhaseReadiness -Phase $plan -Evidence $m).Phase
            (Test-SloPhaseReadiness -Plan $plan -Evidence $m).Phase
            (Test-SloPhaseReadiness -Plan $plan -Evidence $m).Service
            """
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["api", "production_ready", "baseline", "baseline", "api"], result.Strings);
    }

    [Fact]
    public void A_phase_of_another_profile_is_judged_by_that_profile()
    {
        _engine.Write(
            "mine.yaml",
            """
            apiVersion: progressiveslo/v1
            kind: PhaseProfile
            name: mine
            gate: { incidentsLast30dMax: 1 }
            phases:
            - { name: improvement, durationDays: 5, targets: { availability: 0.5, latencyP95Milliseconds: 9000, latencyP99Milliseconds: 9000 } }
            - { name: end, targets: { availability: 0.6, latencyP95Milliseconds: 9000, latencyP99Milliseconds: 9000 } }
            """
        );
        Assert.Equal(
            ["Too many incidents - improve stability first"],
            _engine
                .Run(
                    $"(Test-SloPhaseReadiness improvement "
                        + $"{Bad.Replace("0.02", "0.01", StringComparison.Ordinal)} -Profile "
                        + $"mine.yaml).Issues"
                )
                .Strings
        );
        Assert.Equal(
            ["Too many incidents - improve stability first"],
            _engine
                .Run(
                    $"(Test-SloPhaseReadiness -Plan (New-SloPlan a -Profile mine.yaml) "
                        + $"{Bad.Replace("0.02", "0.01", StringComparison.Ordinal)}).Issues"
                )
                .Strings
        );
    }

    [Fact]
    public void Phases_and_rows_with_a_phase_may_be_piped()
    {
        var result = _engine.Run(
            $$"""
            New-SloPlan api | Get-SloPhase improvement | Test-SloPhaseReadiness -Evidence {{Good}} | ForEach-Object { "$($_.Service) $($_.Phase)" }
            New-SloPlan api | Test-SloPhaseReadiness -Evidence {{Good}} | ForEach-Object { "$($_.Service) $($_.Phase)" }
            [pscustomobject]@{ Service = 'x'; Phase = 'excellence'; availability = 1; latency_p95 = 1 } | Test-SloPhaseReadiness | ForEach-Object { "$($_.Service) $($_.Phase)" }
            """
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["api improvement", "api baseline", "x excellence"], result.Strings);
    }

    [Fact]
    public void An_array_given_by_name_is_several_pieces_of_evidence() =>
        Assert.Equal(
            ["a Ready", "b NotReady"],
            _engine
                .Run(
                    "Test-SloPhaseReadiness improvement -Evidence @([pscustomobject]@{ Service = 'a'; availability = 1; "
                        + "latency_p95 = 1 }, [pscustomobject]@{ Service = 'b'; availability = 0; latency_p95 = 1 }) | "
                        + "ForEach-Object { \"$($_.Service) $($_.Verdict)\" }"
                )
                .Strings
        );

    [Fact]
    public void A_property_that_throws_is_an_error_for_its_item_only()
    {
        var result = _engine.Run(
            """
            $bad = [pscustomobject]@{ availability = 1; latency_p95 = 1 }
            $bad.psobject.Properties.Add([psscriptproperty]::new('latency_p99', { throw 'boom' }))
            $bad, [pscustomobject]@{ Service = 'b'; availability = 1; latency_p95 = 1 } | Test-SloPhaseReadiness improvement | ForEach-Object Service
            """
        );
        Assert.Equal(["b"], result.Strings);
        Assert.Contains("boom", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_of_a_database_means_not_measured() =>
        Assert.Equal(
            ["InsufficientEvidence"],
            _engine.Run("(Test-SloPhaseReadiness improvement @{ availability = [dbnull]::Value; latency_p95 = 1 }).Verdict").Strings
        );

    [Fact]
    public void Keys_that_look_like_no_other_are_told_in_one_sentence_and_once()
    {
        var result = _engine.Run(
            "1..2 | ForEach-Object { [pscustomobject]@{ availability = 0.999; latency_p95 = 100; Region = 'eu'; Comment = 'x' } } | "
                + "Test-SloPhaseReadiness -Phase baseline | Out-Null"
        );
        Assert.Equal(["The keys 'Region', 'Comment' are not known and were left out."], result.Warnings);
    }

    [Theory]
    [InlineData("errors = 5")]
    [InlineData("FailedRequests = '0'")]
    [InlineData("success = 1000")]
    public void A_number_of_an_unknown_key_that_contradicts_the_counts_is_an_error(string entry)
    {
        var result = _engine.Run(
            $"Test-SloPhaseReadiness baseline @{{ good_events = 990; total_events = 1000; latency_p95 = 100; {entry} }}"
        );
        Assert.Empty(result.Output);
        Assert.Contains("by the counts beside it", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_is_told_once()
    {
        var result = _engine.Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ availability = 1; latency_p95 = 1; "
                + "incidents = 99; Comment = 'x' } } | Test-SloPhaseReadiness improvement"
        );
        Assert.Equal(3, result.Output.Count);
        Assert.Equal(
            [
                "The key 'incidents' is not known and was left out. Did you mean incidents_last_30d?",
                "The key 'Comment' is not known and was left out.",
            ],
            result.Warnings
        );
    }

    [Fact]
    public void A_misspelt_key_of_a_day_is_told_once()
    {
        var result = _engine.Run(
            """
            $days = 1..60 | ForEach-Object { @{ date = [datetime]::SpecifyKind([datetime]'2025-12-01', 'Utc').AddDays($_); good_events = 1; total_events = 1; covrage = 0.5; P95 = 3; Note = 'x' } }
            @{ latency_p95 = 1; incidents_last_30d = 0; days = $days } | Test-SloPhaseReadiness improvement
            """
        );
        Assert.Single(result.Output);
        Assert.Equal(
            [
                "The key 'days.covrage' is not known and was left out. Did you mean coverage?",
                "The key 'days.Note' is not known and was left out.",
                "The key 'days.P95' is not known and was left out. Did you mean latency_p95?",
            ],
            result.Warnings.Order()
        );
    }

    [Theory]
    [InlineData("$h = @{ availability = 1; latency_p95 = 1 }; $h.days = @($h)", "days[0]")]
    [InlineData("$h = @{ date = '2026-01-31'; good_events = 1; total_events = 1 }; $h.Days = @($h)", "Days[0].Days")]
    [InlineData(
        "$h = [pscustomobject]@{ date = '2026-01-31'; good_events = 1; total_events = 1; Days = $null }; $h.Days = @($h)",
        "Days[0].Days"
    )]
    [InlineData("$d = @(1); $d[0] = $d; $h = @{ days = $d }", "days[0]")]
    [InlineData("$h = @{ from = '2026-01-31'; to = '2026-02-01' }; $h.exclusions = $h", "exclusions.exclusions")]
    [InlineData("$h = @{ latency_p95 = 1 }; $h.availability = $h", "availability")]
    public void Evidence_that_holds_itself_is_an_error_that_names_the_field(string make, string field)
    {
        var result = _engine.Run($"{make}; Test-SloPhaseReadiness improvement -Evidence $h");
        Assert.Empty(result.Output);
        Assert.StartsWith(field, result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_that_holds_itself_is_an_error()
    {
        var result = _engine.Run("$a = @(1); $a[0] = $a; New-SloMigration -Catalog $a -StartDate 2026-01-05");
        Assert.Contains("Catalog", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_spellings_of_one_field_of_a_day_are_refused_with_both()
    {
        var result = _engine.Run(
            """
            $day = [System.Collections.Generic.Dictionary[string, object]]::new()
            $day['date'] = '2026-01-31'; $day['good_events'] = 5; $day['total_events'] = 10; $day['TotalEvents'] = 5
            Test-SloPhaseReadiness improvement @{ days = @($day) }
            """
        );
        Assert.Empty(result.Output);
        Assert.Contains("as 'total_events' and as 'TotalEvents'", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7d", "Ready")]
    [InlineData("([timespan]::FromDays(7))", "Ready")]
    [InlineData("1h", "InsufficientEvidence")]
    public void MaximumAge_is_a_duration(string age, string verdict) =>
        Assert.Equal(
            [verdict],
            _engine
                .Run(
                    $"(Test-SloPhaseReadiness improvement @{{ availability = 1; latency_p95 = 1; to = "
                        + $"[datetime]::UtcNow.AddDays(-2) }} -MaximumAge {age}).Verdict"
                )
                .Strings
        );

    [Fact]
    public void A_bare_number_is_no_age() =>
        Assert.Equal("SloReadinessInvalidMaximumAge", _engine.Run("Test-SloPhaseReadiness improvement @{} -MaximumAge 7").ErrorId);

    [Fact]
    public void Many_services_are_matched_to_their_plans()
    {
        var result = _engine.Run(
            """
            $plans = New-SloPlan a, b
            [pscustomobject]@{ Service = 'b'; availability = 1; latency_p95 = 1 },
            [pscustomobject]@{ Service = 'c'; availability = 1; latency_p95 = 1 },
            [pscustomobject]@{ availability = 1; latency_p95 = 1 },
            [pscustomobject]@{ Service = 'a'; availability = 0.5; latency_p95 = 1 } |
                Test-SloPhaseReadiness -Plan $plans | ForEach-Object { "$($_.Service) $($_.Verdict)" }
            """
        );
        Assert.Equal(["b Ready", "a NotReady"], result.Strings);
        Assert.Equal(
            ["SloReadinessInvalidPlan", "SloReadinessInvalidService"],
            result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])
        );
    }

    [Fact]
    public void Evidence_of_another_service_is_refused() =>
        Assert.Equal(
            "SloReadinessInvalidService",
            _engine
                .Run("[pscustomobject]@{ Service = 'b'; availability = 1; latency_p95 = 1 } | Test-SloPhaseReadiness -Plan (New-SloPlan a)")
                .ErrorId
        );

    [Theory]
    [InlineData("@{ availability = [double]::NaN; latency_p95 = 1 }", "availability: NaN is not a measurement")]
    [InlineData("@{ availability = 1; latency_p95 = [double]::PositiveInfinity }", "latency_p95: Infinity is not a measurement")]
    [InlineData("@{ availability = 1; latency_p95 = -1 }", "latency_p95: -1 is negative")]
    [InlineData("@{ availability = '99,65'; latency_p95 = 1 }", "availability: '99,65' is not a number")]
    [InlineData("@{ availability = 99.65; latency_p95 = 1 }", "availability: 99.65 is not a ratio from 0 to 1. Write 0.9965 for 99.65 %.")]
    [InlineData("@{ availability = $true; latency_p95 = 1 }", "availability: true is a boolean, not a number")]
    [InlineData("$null", "Evidence: Nothing ($null) was given")]
    [InlineData("'text'", "Evidence: A value of type String is not evidence")]
    [InlineData("(New-SloPlan a)", "Evidence: A value of type SloPlan is not evidence")]
    [InlineData("42", "Evidence: A value of type Int32 is not evidence")]
    public void Bad_evidence_is_an_error_that_names_key_and_value(string evidence, string message)
    {
        var result = _engine.Run($"Test-SloPhaseReadiness improvement -Evidence {evidence}");
        Assert.Empty(result.Output);
        Assert.Equal("SloReadinessInvalidMetrics", result.ErrorId);
        Assert.StartsWith(message, result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ latency_p95 = 1 }")]
    [InlineData("@{ availability = $null; latency_p95 = 1 }")]
    [InlineData("@{ availability = ''; latency_p95 = 1 }")]
    [InlineData("@{}")]
    [InlineData("[pscustomobject]@{ availabilty = 1; latency_p95 = 1 }")]
    public void Missing_evidence_is_never_ready(string evidence)
    {
        var result = _engine.Run(
            $"$r = Test-SloPhaseReadiness improvement -Evidence ({evidence}); $r; "
                + $"Test-SloPhaseReadiness improvement -Evidence ({evidence}) -Quiet"
        );
        Assert.Equal("InsufficientEvidence", ((dynamic)result.Output[0].BaseObject).Verdict.ToString());
        Assert.Equal(false, result.Output[1].BaseObject);
    }

    [Fact]
    public void Quiet_says_false_for_refused_evidence_too()
    {
        var result = _engine.Run("Test-SloPhaseReadiness improvement @{ availability = 2 } -Quiet");
        Assert.Equal(false, result.Output.Single().BaseObject);
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Strict_wants_a_strength_that_bare_numbers_have_not()
    {
        Assert.Equal(["True"], _engine.Run("(Test-SloPhaseReadiness improvement @{ availability = 1; latency_p95 = 1 }).Ready").Strings);
        Assert.Equal(
            ["InsufficientEvidence"],
            _engine.Run("(Test-SloPhaseReadiness improvement @{ availability = 1; latency_p95 = 1 } -Strict).Verdict").Strings
        );
    }

    [Fact]
    public void An_unknown_phase_is_named() =>
        Assert.Contains(
            "Give one of baseline",
            _engine.Run("Test-SloPhaseReadiness nope @{}").Error.Exception.Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Assert_says_nothing_when_ready()
    {
        var result = _engine.Run($"Assert-SloPhaseReadiness improvement {Good}");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Assert_stops_with_the_issues()
    {
        var result = _engine.Run($"Assert-SloPhaseReadiness -Plan (New-SloPlan api) -Evidence {Bad}; 'not reached'");
        Assert.Empty(result.Output);
        Assert.Equal("SloPhaseNotReady", result.ErrorId);
        Assert.Equal(
            "api: not ready to leave phase baseline: Availability 98.00% below target 99.00%; Availability "
                + "too variable - not stable; Too many incidents - improve stability first",
            result.Error.Exception.Message
        );
    }

    [Fact]
    public void Assert_tells_all_services_that_are_not_ready()
    {
        var result = _engine.Run(
            """
            [pscustomobject]@{ Service = 'a'; availability = 1; latency_p95 = 1 },
            [pscustomobject]@{ Service = 'b'; availability = 0.5; latency_p95 = 1 },
            [pscustomobject]@{ Service = 'c'; latency_p95 = 1 } | Assert-SloPhaseReadiness baseline
            """
        );
        Assert.Equal(
            "2 of 3 not ready.\n- b: not ready to leave phase baseline: Availability 50.00% below target 99.00%\n- c: "
                + "insufficient evidence to leave phase baseline: Availability unknown: give availability, or good_events and "
                + "total_events",
            result.Error.Exception.Message
        );
    }

    [Fact]
    public void Assert_does_not_open_for_nothing_or_for_refused_evidence()
    {
        Assert.Equal("SloPhaseNoEvidence", _engine.Run("@() | Assert-SloPhaseReadiness baseline").ErrorId);
        Assert.Equal(
            ["SloReadinessInvalidMetrics", "SloPhaseNotReady"],
            _engine.Run("Assert-SloPhaseReadiness baseline @{ availability = 7 }").Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])
        );
    }

    private static string Wrap(string evidence) => evidence.StartsWith('(') ? evidence : "(" + evidence + ")";
}
