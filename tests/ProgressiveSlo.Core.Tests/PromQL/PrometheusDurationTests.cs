using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class PrometheusDurationTests
{
    [Theory]
    [InlineData("30d", 30 * 24 * 60)]
    [InlineData("4w", 28 * 24 * 60)]
    [InlineData("1h30m", 90)]
    [InlineData("1d12h", 36 * 60)]
    [InlineData("1y", 365 * 24 * 60)]
    [InlineData("90m", 90)]
    public void Reads_what_Prometheus_reads(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PrometheusDuration.Parse(text, "window"));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("d")]
    [InlineData("0s")]
    [InlineData("1m1h")]
    [InlineData("1h1h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1h ")]
    [InlineData("11y")]
    [InlineData("99999999999999999999d")]
    public void Refuses_the_rest_by_name(string text)
    {
        var error = Assert.Throws<SloValidationException>(() => PrometheusDuration.Parse(text, "window"));
        Assert.StartsWith($"window: '{text}' is not a duration", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28 * 24 * 60, "4w")]
    [InlineData(30 * 24 * 60, "30d")]
    [InlineData(36 * 60, "1d12h")]
    [InlineData(5, "5m")]
    public void Prints_as_Prometheus_prints(int minutes, string text) =>
        Assert.Equal(text, PrometheusDuration.Format(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Reads_what_it_prints() =>
        Gen.Long[1, 3650L * 24 * 3600 * 1000]
            .Sample(milliseconds =>
            {
                var duration = TimeSpan.FromMilliseconds(milliseconds);
                Assert.Equal(duration, PrometheusDuration.Parse(PrometheusDuration.Format(duration), "window"));
            });
}
