using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Objectives;

public sealed class AlertSeverityTests
{
    [Theory]
    [InlineData("page", true)]
    [InlineData("critical", true)]
    [InlineData("ticket", false)]
    [InlineData("warning", false)]
    [InlineData("info", false)]
    [InlineData("Page", false)]
    [InlineData("", false)]
    public void Page_and_critical_wake_someone(string severity, bool wakes)
    {
        Assert.Equal(wakes, AlertSeverity.IsPage(severity));
        Assert.Equal(wakes, AlertSeverity.Paging.Contains(severity));
    }
}
