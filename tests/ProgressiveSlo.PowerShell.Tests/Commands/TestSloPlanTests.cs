using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class TestSloPlanTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public TestSloPlanTests() =>
        Assert.Empty(
            _engine
                .Run(
                    """
                    'checkout', 'search' | New-SloPlan -StartDate 2026-01-05 | Export-SloPlan plans
                    Complete-SloCriterion plans/checkout.yaml -Criterion *trained* -Note x -By kim
                    Step-SloPlan plans/checkout.yaml -Force -Reason Launch -By kim
                    Step-SloPlan plans/checkout.yaml -Back -Reason Outage -By kim
                    Step-SloPlan plans/checkout.yaml -Reset -Reason Again -By kim
                    Step-SloPlan plans/checkout.yaml -Force -Reason Launch -By kim
                    Set-SloPlan plans/checkout.yaml -Window 28d
                    New-SloPlan late -StartDate 2026-01-05 -StartPhase improvement -StartReason 'Known' | Export-SloPlan plans
                    """
                )
                .Errors
        );

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void What_the_cmdlets_write_is_sound()
    {
        Assert.Empty(_engine.Run("Test-SloPlan plans").Output);
        Assert.Equal(true, _engine.Run("Test-SloPlan plans -Quiet").Single());
    }

    [Theory]
    [InlineData("reason: Outage", "reason: Launch", "HistoryBroken", "history[1].digest")]
    [InlineData("currentPhase: improvement", "currentPhase: baseline", "MoveWithoutEntry", "currentPhase")]
    [InlineData("by: kim\n  reason: Again", "by: alex\n  reason: Again", "HistoryBroken", "history[2].digest")]
    [InlineData("service: checkout", "service: Checkout", "HistoryBroken", "history[0].previous")]
    [InlineData("namespace: production", "namespace: staging", "HistoryBroken", "history[0].previous")]
    [InlineData("profile: default", "profile: default\nwish: 1", "PlanInvalid", "wish")]
    [InlineData("service: checkout", "service: \"a\\u0000b", "PlanInvalid", "")]
    public void What_a_person_wrote_is_found_with_its_place(string was, string now, string code, string field)
    {
        var file = _engine.PathOf("plans/checkout.yaml");
        var text = File.ReadAllText(file);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(was, now, StringComparison.Ordinal));
        var findings = _engine.Run("Test-SloPlan plans");
        Assert.Empty(findings.Errors);
        var finding = findings.Objects()[0];
        Assert.Equal((code, field, "Error"), ((string)finding.Code, (string)finding.Field, (string)finding.Severity.ToString()));
        Assert.Equal(Path.Combine("plans", "checkout.yaml"), (string)finding.Path);
        Assert.True((int)finding.Line > 0);
        Assert.NotEqual("", (string)finding.Guidance);
        Assert.Equal(false, _engine.Run("Test-SloPlan plans -Quiet").Single());
    }

    // The first day of a phase says what its record holds: one that is moved by hand forgets what happened before.
    [Fact]
    public void A_phase_that_begins_on_another_day_than_its_entry_is_found()
    {
        Assert.Empty(_engine.Run("Step-SloPlan plans/search.yaml -Force -Reason Launch -By kim").Errors);
        var file = _engine.PathOf("plans/search.yaml");
        var text = File.ReadAllText(file);
        var at = text.IndexOf("startDate: ", text.IndexOf("name: improvement", StringComparison.Ordinal), StringComparison.Ordinal);
        File.WriteAllText(file, text[..at] + "startDate: 2026-01-20" + text[(at + "startDate: 2026-01-20".Length)..]);
        var finding = Assert.Single(_engine.Run("Test-SloPlan plans").Objects());
        Assert.Equal(("PhaseStartChanged", "phases[1].startDate"), ((string)finding.Code, (string)finding.Field));
    }

    [Fact]
    public void A_criterion_that_is_attested_in_the_future_is_found()
    {
        var file = _engine.PathOf("plans/checkout.yaml");
        var text = File.ReadAllText(file);
        var at =
            text.IndexOf("  at: ", text.IndexOf("completed: true", StringComparison.Ordinal), StringComparison.Ordinal) + "  at: ".Length;
        File.WriteAllText(file, text[..at] + "2199" + text[(at + 4)..]);
        var finding = Assert.Single(_engine.Run("Test-SloPlan plans").Objects());
        Assert.Equal("CriterionDate", (string)finding.Code);
    }

    [Fact]
    public void Two_files_of_one_plan_are_found_in_whatever_way_they_are_given()
    {
        Directory.CreateDirectory(_engine.PathOf("more"));
        File.Copy(_engine.PathOf("plans/search.yaml"), _engine.PathOf("more/search.yaml"));
        foreach (
            var call in new[]
            {
                "Test-SloPlan plans, more",
                "'plans', 'more' | Test-SloPlan",
                "Test-SloPlan plans/*.yaml, more/*.yaml",
                "Test-SloPlan -LiteralPath plans/search.yaml, more/search.yaml",
                "[IO.DirectoryInfo] \"$PWD/plans\", [IO.DirectoryInfo] \"$PWD/more\" | Test-SloPlan",
            }
        )
            Assert.Equal(["PlanDefinedTwice", "PlanDefinedTwice"], _engine.Run(call).Objects().Select(f => (string)f.Code));
        Assert.Empty(_engine.Run("Test-SloPlan plans, plans/search.yaml").Output);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_finding_and_the_others_go_on()
    {
        File.WriteAllBytes(_engine.PathOf("plans/binary.yaml"), [0, 1, 2, 255]);
        File.WriteAllText(_engine.PathOf("plans/empty.yaml"), "");
        File.WriteAllText(_engine.PathOf("plans/large.yaml"), "#" + new string('x', 5 * 1024 * 1024));
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(_engine.PathOf("plans/nowhere.yaml"), "missing");
        var result = _engine.Run("Test-SloPlan plans");
        Assert.Empty(result.Errors);
        Assert.All(result.Objects(), f => Assert.Equal("PlanInvalid", (string)f.Code));
        Assert.Equal(OperatingSystem.IsWindows() ? 3 : 4, result.Objects().Select(f => (string)f.Path).Distinct().Count());
    }

    [Fact]
    public void Many_problems_of_one_file_are_bounded()
    {
        var text = File.ReadAllText(_engine.PathOf("plans/checkout.yaml"));
        File.WriteAllText(
            _engine.PathOf("plans/checkout.yaml"),
            text + string.Concat(Enumerable.Range(0, 500).Select(i => $"unknown{i}: 1\n"))
        );
        Assert.InRange(_engine.Run("Test-SloPlan plans").Output.Count, 1, 21);
    }

    [Fact]
    public void Nothing_is_not_sound()
    {
        Directory.CreateDirectory(_engine.PathOf("empty"));
        var result = _engine.Run("Test-SloPlan empty -Quiet");
        Assert.Equal(false, result.Single());
        Assert.Single(result.Warnings);
        Assert.Equal("SloPlanNotFound", _engine.Run("Test-SloPlan nope").ErrorId);
        Assert.Equal(false, _engine.Run("Test-SloPlan nope, plans -Quiet -ErrorAction SilentlyContinue").Single());
    }

    [Fact]
    public void Reports_take_the_findings()
    {
        Replace("reason: Outage", "reason: '##vso[task.complete]'");
        var report = string.Join("\n", _engine.Run("Test-SloPlan plans | ConvertTo-SloReport -Format AzurePipelines").Strings);
        Assert.Contains("HistoryBroken", report, StringComparison.Ordinal);
    }

    private void Replace(string was, string now)
    {
        var file = _engine.PathOf("plans/checkout.yaml");
        var text = File.ReadAllText(file);
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        File.WriteAllText(file, text[..at] + now + text[(at + was.Length)..]);
    }
}
