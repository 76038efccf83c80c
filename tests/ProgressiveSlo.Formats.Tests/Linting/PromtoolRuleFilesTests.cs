using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>
/// Compares the lint with promtool on rule files with mistakes: what promtool refuses has an Error, and what it takes has none that says
/// that Prometheus would not load it. More files: set PROGRESSIVESLO_RULE_FILES to their number.
/// </summary>
public sealed partial class PromtoolRuleFilesTests
{
    private const int Usual = 600;
    private const string Nothing = "nothing is loaded";

    // What is wrong with a file that Prometheus loads all the same.
    private static readonly string[] _loaded = ["RuleFileMultipleDocuments", "TemplateNotRendered", "RuleOutsideGroup", "ManifestUnknown"];

    private static readonly string[] _seeds =
    [
        """
            groups:
            - name: checkout
              interval: 30s
              limit: 100
              rules:
              - alert: CheckoutErrors
                expr: sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) > 0.05
                for: 5m
                keep_firing_for: 10m
                labels:
                  severity: page
                  team: shop
                annotations:
                  summary: 'Errors of {{ $labels.job }}: {{ $value | humanizePercentage }}'
                  description: "{{ if gt $value 0.5 }}many{{ else }}some{{ end }} of {{ $externalURL }}"
              - record: job:errors:rate5m
                expr: |
                  sum by (job) (
                    rate(http_requests_total{code=~"5.."}[5m])
                  )
                labels: {source: checkout}
            """,
        """
            # A file of two groups.
            groups:
              - name: one
                rules:
                  - record: a:b
                    expr: up
                  - {record: c:d, expr: 'sum(up)', labels: {x: "1", y: 2}}
              - name: two
                interval: 1m
                rules:
                  - alert: Down
                    expr: up == 0
                    annotations:
                      summary: >-
                        {{ range query "up" }}{{ .Labels.instance }}
                        {{ end }}
                      text: "first
                        second"
            """,
    ];

    [Fact]
    public void What_promtool_refuses_is_an_error_and_what_it_takes_is_not()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("PROGRESSIVESLO_RULE_FILES"), out var more) ? more : Usual;
        var mutator = new RuleFileMutator(new Random(242), _seeds);
        var files = _seeds.Concat(Enumerable.Range(0, count).Select(_ => mutator.Next())).ToArray();
        var verdicts = Promtool242(files);
        var options = new LintOptions { PrometheusVersion = new PrometheusVersion(2, 42) };
        var differences = new List<string>();
        for (var i = 0; i < files.Length; i++)
        {
            // A file of which it loads nothing at all may be called wrong.
            if (verdicts[i] == Nothing)
                continue;
            var errors = Linter
                .LintText(files[i], options)
                .Where(f => f.Severity == FindingSeverity.Error && (verdicts[i] is not null || !IsLoaded(f)))
                .ToArray();
            if (errors.Length > 0 != verdicts[i] is not null)
                differences.Add(
                    $"{files[i]}  promtool: {verdicts[i] ?? "accepted"}\n  lint: "
                        + $"{string.Join("\n  ", errors.Take(3).Select(e => e.Code + " " + e))}"
                );
        }

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} of {files.Length} differ:\n{string.Join("\n----\n", differences.Take(12))}"
        );

        // What was compared, and agreement on nothing but refusals would say little.
        Assert.InRange(verdicts.Count(v => v is null), files.Length / 20, files.Length / 2);
    }

    // Text that does not print cannot be shown; Prometheus does not mind.
    private static bool IsLoaded(SloFinding finding) =>
        _loaded.Contains(finding.Code) || finding.Message.Contains("do not print", StringComparison.Ordinal);

    private static string?[] Promtool242(string[] files)
    {
        Assert.SkipWhen(!Promtool.Ask(["--version"]).Output.Contains("version 2.42", StringComparison.Ordinal), "promtool is not 2.42");
        var folder = Directory.CreateTempSubdirectory("rules-");
        try
        {
            var verdicts = new string?[files.Length];
            for (var start = 0; start < files.Length; start += 500)
            {
                var paths = new List<string>();
                for (var i = start; i < Math.Min(start + 500, files.Length); i++)
                {
                    paths.Add(Path.Combine(folder.FullName, $"{i}.yml"));
                    File.WriteAllText(paths[^1], files[i], new UTF8Encoding(false));
                }

                var (_, output) = Promtool.Ask(["check", "rules", "--lint=none", .. paths]);
                Read(output, verdicts);
            }

            return verdicts;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // It writes what it takes and what it refuses apart, and names a file in each line that refuses one.
    private static void Read(string output, string?[] verdicts)
    {
        foreach (Match match in Empty().Matches(output))
            verdicts[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)] = Nothing;
        foreach (Match match in Refusal().Matches(output))
            verdicts[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)] ??= match.Groups[2].Value;
    }

    [GeneratedRegex("rules-[^/\\s]*/([0-9]+)\\.yml\n +SUCCESS: 0 rules")]
    private static partial Regex Empty();

    [GeneratedRegex("rules-[^/\\s]*/([0-9]+)\\.yml: (.*)")]
    private static partial Regex Refusal();
}
