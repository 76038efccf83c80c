using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Recognition;
using ProgressiveSlo.Testing;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

public sealed class RecognitionScoreTests
{
    [Fact]
    public void Recall_is_at_least_95_and_precision_at_least_98_percent_on_the_labelled_set()
    {
        var recognition = new RuleRecognition();
        foreach (var rule in LabelledRules.Files.SelectMany(LabelledRules.Read))
            recognition.Add(rule);
        var items = recognition.Complete();
        var score = new RecognitionScore([.. LabelledRules.Labels], items);
        TestContext.Current.TestOutputHelper!.WriteLine(score.ToString());
        TestContext.Current.SendDiagnosticMessage(score.ToString());

        Assert.True(score.Recall >= 0.95, score.ToString());
        Assert.True(score.Precision >= 0.98, score.ToString());
        Assert.True(score.TargetRecall >= 0.95, score.ToString());
        Assert.True(score.TargetPrecision >= 0.98, score.ToString());
        Assert.True(score.ConditionRecall >= 0.95, score.ToString());
        Assert.True(score.ConditionPrecision >= 0.98, score.ToString());
    }

    [Fact]
    public void Rules_that_belong_to_no_item_stay_out_of_every_item_and_those_that_do_are_in_theirs()
    {
        var rules = LabelledRules.Files.SelectMany(LabelledRules.Read).ToList();
        var labels = LabelledRules.Labels.ToList();
        var recognition = new RuleRecognition();
        rules.ForEach(recognition.Add);
        var claimed = recognition.Complete().SelectMany(i => i.Rules).ToHashSet();
        var wrong = rules.Where(r => claimed.Contains(r) != labels.Any(l => l.Has(r))).Select(r => $"{r.Path}:{r.Line} {r.Name}").ToList();

        Assert.True(rules.Count >= 400, $"There are {rules.Count} rules.");
        Assert.True(wrong.Count <= rules.Count / 100, string.Join("\n", wrong));
    }

    [Fact]
    public void Promtool_accepts_every_file_that_is_not_malformed_on_purpose() =>
        Promtool.CheckRules(LabelledRules.Files.Where(f => !f.Contains("malformed", System.StringComparison.Ordinal)));

    [Fact]
    public void Queries_that_are_no_PromQL_and_circles_of_rules_are_findings()
    {
        var recognition = new RuleRecognition();
        foreach (var rule in LabelledRules.Files.SelectMany(LabelledRules.Read))
            recognition.Add(rule);
        recognition.Complete();

        Assert.Equal(
            [
                ("cycles.yaml", RuleRecognition.CycleCode),
                ("malformed-expressions.yaml", RuleRecognition.SyntaxCode),
                ("malformed-expressions.yaml", RuleRecognition.SyntaxCode),
            ],
            recognition.Findings.Select(f => (f.Place.Path, f.Code)).Order()
        );
    }

    [Fact]
    public void Rules_of_the_fixtures_become_their_items()
    {
        foreach (var file in Fixtures.Own.Files("rules", "*.yaml"))
        {
            var recognition = new RuleRecognition();
            foreach (var rule in LabelledRules.Read(file))
                recognition.Add(rule);
            var item = Assert.Single(recognition.Complete());

            Assert.Equal("ferry", item.Service);
            var isBurn = file.Contains("burnrate", System.StringComparison.Ordinal);
            Assert.Equal(
                (isBurn ? SloMethod.BurnRateAlert : SloMethod.ThresholdAlert, isBurn ? 4 : 2),
                (item.Method, item.AlertWindows.Count)
            );
            Assert.Equal(
                !isBurn ? null
                    : file.Contains("latency", System.StringComparison.Ordinal) ? 0.98m
                    : 0.995m,
                item.Target
            );
        }
    }
}
