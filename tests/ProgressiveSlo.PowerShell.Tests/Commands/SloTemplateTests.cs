using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class SloTemplateTests : IDisposable
{
    private const string Mine = """
        apiVersion: progressiveslo/v1
        kind: SloTemplate
        name: mine
        title: Mine
        metrics: the gateway
        indicator:
          type: boolGauge
          boolGauge: { gauge: { metric: up, filters: ['job = "{{.service}}"'] } }
        """;

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_template_is_found_by_name_by_path_and_in_a_folder()
    {
        _engine.Write("mine.yaml", Mine);
        foreach (
            var call in new[] { "-Template mine.yaml", "-Template mine -TemplatePath .", "-Template (Get-SloTemplate -Path mine.yaml)" }
        )
            Assert.Equal(["up{job = \"a\"}"], _engine.Run($"(New-SloPlan a {call}).Indicator.ToString()").Strings);
        Assert.Contains(
            "job = \"a\"",
            _engine.Run("(New-SloPlan a -Template HTTP).Indicator.ToString()").Strings.Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bad_template_of_a_row_is_an_error_for_that_row()
    {
        _engine.Write("bad.yaml", Mine.Replace("up", "5x", StringComparison.Ordinal));
        var result = _engine.Run(
            "[pscustomobject]@{ Service = 'a'; Template = 'bad.yaml' }, [pscustomobject]@{ Service = 'b'; Template = "
                + "'nope' }, [pscustomobject]@{ Service = 'c'; Template = '' } | New-SloPlan | ForEach-Object Service"
        );
        Assert.Equal(["c"], result.Strings);
        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith("SloTemplateInvalid,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SloPlanInvalidTemplate,", result.Errors[1].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_template_for_all_ends_the_call()
    {
        _engine.Write("bad.yaml", Mine.Replace("up", "5x", StringComparison.Ordinal));
        Assert.Equal("SloTemplateInvalid", _engine.Run("'a', 'b' | New-SloPlan -Template bad.yaml").ErrorId);
    }

    [Fact]
    public void Two_templates_of_one_name_in_a_folder_are_an_error()
    {
        _engine.Write("a.yaml", Mine);
        _engine.Write("b.yaml", Mine);
        Assert.Equal("SloPlanInvalidTemplatePath", _engine.Run("New-SloPlan a -Template mine -TemplatePath .").ErrorId);
    }
}
