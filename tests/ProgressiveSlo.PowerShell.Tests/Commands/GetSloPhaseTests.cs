using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class GetSloPhaseTests : IDisposable
{
    private const string Plan = "New-SloPlan api -StartDate 2026-01-01 | ";

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-SloPhase | ForEach-Object Name", "baseline improvement production_ready excellence")]
    [InlineData("Get-SloPhase *e* | ForEach-Object Name", "baseline improvement production_ready excellence")]
    [InlineData("Get-SloPhase EXC* | ForEach-Object Name", "excellence")]
    [InlineData(Plan + "Get-SloPhase | ForEach-Object Name", "baseline improvement production_ready excellence")]
    [InlineData(Plan + "Get-SloPhase production_ready | ForEach-Object Name", "production_ready")]
    [InlineData(Plan + "Get-SloPhase -Current | ForEach-Object Name", "baseline")]
    [InlineData(Plan + "Get-SloPhase -Next | ForEach-Object Name", "improvement")]
    [InlineData(Plan + "Get-SloPhase -At 2026-02-15 | ForEach-Object Name", "improvement")]
    [InlineData(Plan + "Get-SloPhase -Current -At 2026-05-01 | ForEach-Object Name", "production_ready")]
    [InlineData(Plan + "Get-SloPhase -Next -At 2026-05-01 | ForEach-Object Name", "excellence")]
    [InlineData(Plan + "Get-SloPhase -Next -At 2027-05-01 | ForEach-Object Name", "")]
    [InlineData(Plan + "Get-SloPhase -At 2025-12-31 | ForEach-Object Name", "")]
    [InlineData("New-SloPlan a, b | Get-SloPhase -Current | ForEach-Object Service", "a b")]
    public void Selects(string script, string names)
    {
        var result = _engine.Run(script);
        Assert.Empty(result.Errors);
        Assert.Equal(names, string.Join(' ', result.Strings));
    }

    [Theory]
    [InlineData("Get-SloPhase basline")]
    [InlineData(Plan + "Get-SloPhase basline")]
    public void A_name_that_is_not_there_is_an_error(string script)
    {
        var result = _engine.Run(script);
        Assert.Equal("SloPhaseNotFound", result.ErrorId);
        Assert.Contains(
            "Give one of baseline, improvement, production_ready, excellence.",
            result.Error.Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_planned_phase_has_the_promised_properties()
    {
        var phase = _engine.Run(Plan + "Get-SloPhase improvement").Single();
        Assert.Equal("api", (string)phase.Service);
        Assert.Equal(2, (int)phase.Order);
        Assert.Equal(new DateTime(2026, 1, 31), (DateTime)phase.StartDate);
        Assert.Equal(new DateTime(2026, 4, 1), (DateTime)phase.EndDate);
        Assert.Equal(60, (int)phase.DurationDays);
        Assert.Equal(0.995m, (decimal)phase.Targets.Availability);
        Assert.Equal(1000, (double)phase.Targets.LatencyP95Milliseconds);
        Assert.Equal(2000, (double)phase.Targets.LatencyP99Milliseconds);
        Assert.Equal("warning", (string)phase.Alerting[0].Severity);
        Assert.Equal(TimeSpan.FromHours(6), (TimeSpan)phase.Alerting[0].LongWindow);
        Assert.Equal(TimeSpan.FromMinutes(30), (TimeSpan)phase.Alerting[0].ShortWindow);
        Assert.Equal(8m, (decimal)phase.Alerting[0].BurnRate);
        Assert.False((bool)phase.SuccessCriteria[0].Completed);
        Assert.Equal("api-availability-improvement", (string)phase.Definition.Name);
    }

    [Fact]
    public void The_last_phase_is_ongoing()
    {
        var result = _engine.Run(Plan + "Get-SloPhase excellence");
        Assert.Null((object?)result.Single().EndDate);
        Assert.Null((object?)result.Single().DurationDays);
        Assert.Contains("ongoing", result.Text, StringComparison.Ordinal);
        Assert.Contains("99.95%", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Profiles_can_be_asked_for()
    {
        Assert.Equal(["default", "source"], _engine.Run("Get-SloPhaseProfile | ForEach-Object Name").Strings);
        Assert.Equal("SloProfileNotFound", _engine.Run("Get-SloPhaseProfile nope").ErrorId);
        Assert.Empty(_engine.Run("Get-SloPhaseProfile nope*").Errors);
        Assert.Equal("SloProfileNotFound", _engine.Run("Get-SloPhaseProfile -Path nope.yaml").ErrorId);
        _engine.Write("bad [1].yaml", "kind: PhaseProfile\n");
        Assert.Equal("SloProfileInvalid", _engine.Run("Get-SloPhaseProfile -LiteralPath 'bad [1].yaml'").ErrorId);
    }
}
