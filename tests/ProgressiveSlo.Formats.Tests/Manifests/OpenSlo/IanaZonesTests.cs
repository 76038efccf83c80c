using ProgressiveSlo.Formats.Manifests.OpenSlo;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

public sealed class IanaZonesTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "UTC", "GMT+0", "UTC+12"];

    [Theory]
    [InlineData("Europe/Berlin", false)]
    [InlineData("UTC", false)]
    [InlineData("GMT+0", false)]
    [InlineData("Europe/Berln", true)]
    [InlineData("UTC+12", true)]
    [InlineData("GMT-2", true)]
    [InlineData("+02:00", true)]
    [InlineData("../etc/passwd", true)]
    [InlineData("Europe/", true)]
    public void A_zone_is_looked_up_in_the_database(string name, bool isUnknown) =>
        Assert.Equal(isUnknown, new IanaZones(n => Zones.Contains(n, StringComparer.Ordinal)).IsUnknown(name));

    [Theory]
    [InlineData("Europe/Berln", false)]
    [InlineData("UTC+2", true)]
    [InlineData("Mitteleuropa!", true)]
    public void Without_a_database_only_what_can_be_no_name_is_unknown(string name, bool isUnknown) =>
        Assert.Equal(isUnknown, new IanaZones(n => n == "UTC").IsUnknown(name));

    [Fact]
    public void An_unknown_zone_is_a_loss_and_the_SLO_is_read()
    {
        var definition = OpenSloTexts
            .Read(OpenSloTexts.Slo.With("isRolling: true", "calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC+2}"))
            .Definitions.Single();
        var loss = Assert.Single(definition.Losses, l => l.Code == "TimeZoneUnknown");
        Assert.Equal("spec.timeWindow[0].calendar.timeZone", loss.Field);
        Assert.Contains("'UTC+2'", loss.Message, StringComparison.Ordinal);
        Assert.True(loss.Line > 0);
    }
}
