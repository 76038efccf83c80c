using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.PromQL;

public sealed class PromtoolAgreementTests
{
    [Fact]
    public void Accepts_what_promtool_accepts_of_every_construct()
    {
        var expressions = ExpressionCorpus.All.ToList();
        Assert.True(expressions.Count > 2000);
        AssertAgreement(expressions);
    }

    [Fact]
    public void Accepts_what_promtool_accepts_of_damaged_expressions()
    {
        var mutator = new ExpressionMutator(new Random(20420), ExpressionCorpus.Seeds);
        var expressions = Enumerable.Range(0, 20_000).Select(_ => mutator.Next()).Distinct().ToList();
        AssertAgreement(expressions);
    }

    [Fact]
    public void The_corpus_is_what_it_says_it_is()
    {
        var promtool = FindPromtool();
        var valid = ExpressionCorpus.Valid.ToList();
        Assert.All(valid.Zip(Promtool.Check(promtool, valid)), pair => Assert.True(pair.Second is null, $"{pair.First}: {pair.Second}"));
        var invalid = ExpressionCorpus.Invalid;
        Assert.All(invalid.Zip(Promtool.Check(promtool, invalid)), pair => Assert.True(pair.Second is not null, pair.First));
    }

    [Fact]
    public void Prints_what_promtool_accepts()
    {
        var promtool = FindPromtool();
        var printed = ExpressionCorpus
            .Valid.Select(text => PromQlPrinter.Print(PromQlParser.Parse(text, Promtool.Options)))
            .Distinct()
            .ToList();
        Assert.True(printed.Count > 300);
        var verdicts = Promtool.Check(promtool, printed);
        Assert.All(printed.Zip(verdicts), pair => Assert.True(pair.Second is null, $"{pair.First}: {pair.Second}"));
    }

    private static void AssertAgreement(List<string> expressions)
    {
        var verdicts = Promtool.Check(FindPromtool(), expressions);
        var differences = new List<string>();
        var accepted = 0;
        for (var i = 0; i < expressions.Count; i++)
        {
            var isValid = PromQlParser.TryParse(expressions[i], Promtool.Options, out _, out var error);
            accepted += isValid ? 1 : 0;
            if (isValid != verdicts[i] is null)
                differences.Add($"<<{expressions[i]}>>  promtool: {verdicts[i] ?? "accepted"}  ours: {error?.ToString() ?? "accepted"}");
        }

        Assert.True(
            differences.Count == 0,
            $"promtool {Promtool.Version(FindPromtool())}: {differences.Count} of "
                + $"{expressions.Count} differ:\n{string.Join('\n', differences.Take(40))}"
        );

        // Agreement on nothing but refusals would say little.
        Assert.InRange(accepted, expressions.Count / 10, expressions.Count * 9 / 10);
    }

    private static string FindPromtool()
    {
        var promtool = Promtool.Find();
        Assert.SkipWhen(promtool is null, "promtool is not on PATH");
        return promtool;
    }
}
