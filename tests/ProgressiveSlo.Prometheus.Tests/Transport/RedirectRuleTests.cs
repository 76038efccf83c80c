using System.Net;
using System.Net.Http;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>Credentials and queries stay on the host, and are never sent in the clear when they were not before.</summary>
public sealed class RedirectRuleTests
{
    [Theory]
    [InlineData("http://prom/", "/prometheus/api", "http://prom/prometheus/api")]
    [InlineData("http://prom/", "https://PROM/api", "https://prom/api")]
    [InlineData("https://prom:9443/", "https://prom:9443/api", "https://prom:9443/api")]
    public void On_the_host_it_is_followed(string from, string location, string target) =>
        Assert.Equal(new Uri(target), Target(from, location));

    [Theory]
    [InlineData("https://prom/", "http://prom/api")]
    [InlineData("https://prom:9090/", "http://prom:9090/api")]
    [InlineData("http://prom:9090/", "https://prom:9090/api")]
    [InlineData("http://prom:9090/", "http://prom:9091/api")]
    [InlineData("http://prom/", "http://prom.evil.example/api")]
    [InlineData("http://prom/", "http://me:secret@prom/api")]
    [InlineData("http://prom/", "//evil.example/api")]
    public void Elsewhere_it_is_refused(string from, string location)
    {
        var error = Assert.Throws<PrometheusException>(() => Target(from, location));
        Assert.Equal(PrometheusErrorKind.Redirect, error.Kind);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static Uri Target(string from, string location)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Found);
        answer.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return RedirectRule.ResolveTarget(new Uri(from), answer, from);
    }
}
