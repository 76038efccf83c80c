using ProgressiveSlo.Discovery;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Discovery;

/// <summary>Services in the labels of series.</summary>
public sealed class ServiceSurveyTests
{
    private static readonly ServiceKind _http = new("http", "HTTP", new MetricSelector("http_requests_total"))
    {
        Errors =
        [
            new ErrorLabel(new LabelMatcher("code", "=~", "5.."), "[1-5].."),
            new ErrorLabel(new LabelMatcher("status", "=~", "5.."), "[1-5].."),
        ],
        ServiceLabels = ["service", "job"],
        NamespaceLabels = ["namespace"],
    };

    [Fact]
    public void The_label_with_statuses_in_it_tells_the_errors()
    {
        var survey = Survey("job=a,code=200", "job=b,status=503", "job=c,status=ok,code=404", "job=d,status=ok", "job=e,code=200", "job=e");
        Assert.Equal(["a code", "b status", "c code"], survey.Services.Select(s => $"{s.Service} {s.Errors!.Label}"));
        Assert.Equal(2, survey.Notes.Count(n => n.Contains("tells no errors", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_first_label_that_a_series_has_names_its_service_and_no_event_counts_twice()
    {
        var survey = Survey("job=shop,service=checkout,code=200", "job=shop,code=200", "job=other,code=200");
        Assert.Equal(
            ["checkout service ", "other job ", "shop job service = \"\""],
            survey.Services.Select(s => $"{s.Service} {s.Label} {string.Join(", ", s.Conditions)}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void One_namespace_is_that_of_the_service_and_several_are_warned_of()
    {
        var survey = Survey("job=a,code=200,namespace=x", "job=b,code=200,namespace=x", "job=b,code=200,namespace=y");
        Assert.Equal(["x", null], survey.Services.Select(s => s.Namespace));
        Assert.Contains("x, y, and its numbers are of all of them together", Assert.Single(survey.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/checkout", "checkout", "shop")]
    [InlineData("https://shop.example/health?x=1", "shop.example-health-x-1", null)]
    [InlineData("http://10.0.0.1:8080/", "10.0.0.1:8080", null)]
    [InlineData("x\"} or up #", "x-or-up", null)]
    [InlineData("Ärzte", "Ärzte", null)]
    [InlineData("a/b/c", "a-b-c", null)]
    public void Values_that_are_no_names_become_some_and_stay_values(string value, string name, string? inNamespace)
    {
        var survey = new ServiceSurvey();
        survey.Add(_http, [new Dictionary<string, string> { ["job"] = value, ["code"] = "200" }]);
        var service = Assert.Single(survey.Services);
        Assert.Equal((name, value, inNamespace), (service.Service, service.Value, service.Namespace));
    }

    [Theory]
    [InlineData("\u0007bell")]
    [InlineData("two\nlines")]
    [InlineData("///")]
    public void Values_without_a_name_in_them_are_left_out(string value)
    {
        var survey = new ServiceSurvey();
        survey.Add(_http, [new Dictionary<string, string> { ["job"] = value, ["code"] = "200" }]);
        Assert.Empty(survey.Services);
        Assert.Equal(1, survey.Nameless);
        Assert.DoesNotContain('\n', Assert.Single(survey.Notes));
    }

    [Fact]
    public void Two_values_never_share_a_name()
    {
        var survey = Survey("job=a/b/c,code=200", "job=a-b-c,code=200", "job=x/web,code=200", "job=y/web,code=200");
        Assert.Equal(4, survey.Services.Select(s => s.Service).Distinct().Count());
        Assert.Contains(survey.Services, s => s is { Service: "web", Namespace: "x" });
        Assert.Contains(survey.Services, s => s is { Service: "y-web", Namespace: "y" });
    }

    [Fact]
    public void A_service_of_two_kinds_is_of_the_first()
    {
        var survey = Survey("job=shop/a,code=200");
        survey.Add(_http with { Name = "other" }, [new Dictionary<string, string> { ["job"] = "shop/a", ["code"] = "200" }]);
        Assert.Equal("http", Assert.Single(survey.Services).Kind.Name);
        Assert.Contains("another metric already", Assert.Single(survey.Notes), StringComparison.Ordinal);
    }

    private static ServiceSurvey Survey(params string[] series)
    {
        var survey = new ServiceSurvey();
        survey.Add(
            _http,
            series
                .Select(s => (IReadOnlyDictionary<string, string>)s.Split(',').ToDictionary(l => l.Split('=')[0], l => l.Split('=')[1]))
                .ToArray()
        );
        return survey;
    }
}
