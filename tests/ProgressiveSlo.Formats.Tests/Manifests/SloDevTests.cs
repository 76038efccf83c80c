using CsCheck;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.SloDev;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

public sealed class SloDevTests
{
    [Fact]
    public void Ratios_read_back_equal() => DefinitionGen.Of(DefinitionGen.Ratio).Sample(ReadsBack);

    [Fact]
    public void Queries_read_back_equal() => DefinitionGen.Of(DefinitionGen.Query).Sample(ReadsBack);

    [Fact]
    public void Raw_ratios_read_back_equal() => DefinitionGen.Of(DefinitionGen.RawRatio).Sample(ReadsBack);

    [Fact]
    public void A_phase_of_a_plan_reads_back_equal()
    {
        foreach (var phase in TestPlans.Make("Bücher Café").Phases)
            ReadsBack(phase.Definition);
    }

    [Fact]
    public void Swapped_windows_are_turned_round_and_reported()
    {
        var text = Write(TestPlans.Make().Phases[0].Definition)
            .Replace("shortWindow: 1h", "shortWindow: 1d", StringComparison.Ordinal)
            .Replace("longWindow: 1d", "longWindow: 1h", StringComparison.Ordinal);
        var definition = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Equal("info 1d/1h × 5", Assert.Single(definition.Alerting).ToString());
        Assert.Equal("spec.alerting.burnRates[0]", Assert.Single(definition.Losses).Field);
    }

    [Theory]
    [InlineData("target: 0.99", "target: 99", "ObjectiveUnit", "Write 0.99")]
    [InlineData("target: 0.99", "target: 1", "ObjectiveFull", "Write less than 1")]
    [InlineData("target: 0.99", "target: -1", "ObjectiveOutOfRange", "between 0 and 1")]
    [InlineData("target: 0.99", "target: 0.9999999999999999", "ObjectiveOutOfRange", "to 0.999999999999")]
    [InlineData("target: 0.99", "target: 0.00000000000001", "ObjectiveOutOfRange", "from 0.000000000001")]
    [InlineData("service: api-service", "service: ../x", "ServiceNameInvalid", "Use 1 to 128")]
    [InlineData("type: ratio", "type: rato", "", "Write one of ratio")]
    public void A_wrong_value_is_named_with_its_line_and_mend(string right, string wrong, string code, string fix)
    {
        var text = Write(TestPlans.Make().Phases[0].Definition);
        var at = text.LastIndexOf(right, StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text[..at] + wrong + text[(at + right.Length)..]);
        Assert.Empty(result.Definitions);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(code, problem.Problem.Code);
        Assert.Contains(fix, problem.Problem.Fix, StringComparison.Ordinal);
        Assert.Equal(text[..at].Split('\n').Length, problem.Line);
    }

    [Fact]
    public void One_bad_document_does_not_stop_the_others()
    {
        var good = Write(TestPlans.Make().Phases[0].Definition);
        var result = ManifestImporter.ReadText(good + good.Replace("kind: ", "kid: ", StringComparison.Ordinal) + good);
        Assert.Equal(2, result.Definitions.Count);
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public void An_SLO_of_an_unknown_version_is_an_error_that_names_the_known_ones()
    {
        var problem = Assert.Single(ManifestImporter.ReadText("apiVersion: foo/v1\nkind: FooSLO\n").Problems);
        Assert.Equal("ApiVersionUnknown", problem.Problem.Code);
        Assert.Contains("slo.dev/v1", problem.Problem.Fix, StringComparison.Ordinal);
    }

    private static void ReadsBack(SloDefinition definition)
    {
        var text = Write(definition);
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        Assert.Equal(definition, Assert.Single(result.Definitions));
    }

    private static string Write(SloDefinition definition)
    {
        using var text = new StringWriter();
        new SloDevWriter().Write([definition], ManifestOptions.Default, text);
        return text.ToString();
    }
}
