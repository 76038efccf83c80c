using System.Text;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>A test file for <c>promtool test rules</c>, with samples and evaluations on the minute.</summary>
internal sealed class RuleTest(string rules)
{
    private readonly StringBuilder _series = new();
    private readonly StringBuilder _expectations = new();

    /// <summary>Adds a counter that rises by that much in each minute; null is a minute without a sample.</summary>
    public RuleTest Counter(string series, int minutes, Func<int, int?> increase)
    {
        var count = 0;
        var values = new List<string>();
        for (var minute = 0; minute <= minutes; minute++)
        {
            var more = increase(minute);
            values.Add(more is null ? "_" : count.ToString(CultureInfo.InvariantCulture));
            count += more ?? 0;
        }

        _series.Append(CultureInfo.InvariantCulture, $"      - series: '{series}'\n        values: '{string.Join(' ', values)}'\n");
        return this;
    }

    /// <summary>Expects that many firing alerts.</summary>
    public RuleTest Firing(int minute, string matchers, int count)
    {
        _expectations.Append(
            CultureInfo.InvariantCulture,
            $"      - expr: 'count(ALERTS{{alertstate=\"firing\",{matchers}}}) or vector(0)'\n        eval_time: "
                + $"{minute}m\n        exp_samples:\n          - labels: '{{}}'\n            value: {count}\n"
        );
        return this;
    }

    /// <summary>Lets promtool evaluate the rules; fails with its words when an expectation is not met.</summary>
    public void Run()
    {
        var folder = Directory.CreateTempSubdirectory("rule-test-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), rules);
            var file = Path.Combine(folder.FullName, "test.yaml");
            File.WriteAllText(
                file,
                $"rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    "
                    + $"input_series:\n{_series}    promql_expr_test:\n{_expectations}"
            );
            var (code, output) = Promtool.Ask(["test", "rules", file]);
            Assert.True(code == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
