using System.Text.Json;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Reports;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Reports;

/// <summary>SARIF, against what section 3 of the standard requires of each object, and the limits of GitHub's code scanning.</summary>
public sealed class SarifReportTests
{
    private static readonly SloFinding _error = new(
        "ObjectiveUnit",
        FindingSeverity.Error,
        "99.5 is a percentage",
        "slo/größe a#1.yaml",
        12,
        "spec.objectives[0].target",
        "Write 0.995"
    )
    {
        Column = 13,
    };

    [Fact]
    public void A_result_has_rule_level_place_and_fingerprint()
    {
        var run = Run(_error, _error with { Line = 40, Severity = FindingSeverity.Information });
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("ProgressiveSlo", driver.GetProperty("name").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", driver.GetProperty("version").GetString());
        var rule = Assert.Single(driver.GetProperty("rules").EnumerateArray());
        Assert.Equal("ObjectiveUnit", rule.GetProperty("id").GetString());
        Assert.Equal(HelpPages.OfCode("ObjectiveUnit"), rule.GetProperty("helpUri").GetString());
        Assert.Equal("error", rule.GetProperty("defaultConfiguration").GetProperty("level").GetString());
        Assert.Equal(LintCatalog.Rules["ObjectiveUnit"].Title, rule.GetProperty("shortDescription").GetProperty("text").GetString());

        var results = run.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["error", "note"], results.Select(r => r.GetProperty("level").GetString()));
        Assert.Equal("99.5 is a percentage. Write 0.995.", results[0].GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(0, results[0].GetProperty("ruleIndex").GetInt32());
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("slo/gr%C3%B6%C3%9Fe%20a%231.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("%SRCROOT%", place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
        Assert.Equal(
            (12, 13),
            (
                place.GetProperty("region").GetProperty("startLine").GetInt32(),
                place.GetProperty("region").GetProperty("startColumn").GetInt32()
            )
        );

        // The same thing elsewhere has the same fingerprint, but for its number.
        var prints = results.Select(r => r.GetProperty("partialFingerprints").GetProperty("sloFinding/v1").GetString()!).ToArray();
        Assert.EndsWith(":1", prints[0], StringComparison.Ordinal);
        Assert.Equal(prints[0][..^1] + "2", prints[1]);
    }

    [Fact]
    public void What_is_ignored_has_a_suppression()
    {
        var results = Run(
                _error,
                _error with
                {
                    IgnoredBy = FindingIgnore.Comment,
                    IgnoreReason = "we know",
                },
                _error with
                {
                    IgnoredBy = FindingIgnore.Baseline,
                    IgnoreReason = "Known: b.yaml",
                }
            )
            .GetProperty("results")
            .EnumerateArray()
            .ToArray();
        Assert.False(results[0].TryGetProperty("suppressions", out _));
        Assert.Equal(
            [("inSource", "we know"), ("external", "Known: b.yaml")],
            results
                .Skip(1)
                .Select(r => r.GetProperty("suppressions")[0])
                .Select(s => (s.GetProperty("kind").GetString()!, s.GetProperty("justification").GetString()!))
        );
    }

    [Fact]
    public void What_has_no_file_is_a_notification_and_what_has_no_line_is_shown_at_the_first()
    {
        var run = Run(_error with { Path = "" }, _error with { Line = 0, Column = 0 });
        var notification = Assert.Single(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("error", notification.GetProperty("level").GetString());
        var region = Assert
            .Single(run.GetProperty("results").EnumerateArray())
            .GetProperty("locations")[0]
            .GetProperty("physicalLocation")
            .GetProperty("region");
        Assert.Equal(1, region.GetProperty("startLine").GetInt32());
        Assert.False(region.TryGetProperty("startColumn", out _));
    }

    [Fact]
    public void No_more_results_than_code_scanning_takes_and_the_gravest_stay()
    {
        var many = Enumerable.Repeat(_error with { Severity = FindingSeverity.Information }, 25_001).Append(_error).ToArray<object>();
        var run = Run(many);
        Assert.Equal(25_000, run.GetProperty("results").GetArrayLength());
        Assert.Equal(1, run.GetProperty("results").EnumerateArray().Count(r => r.GetProperty("level").GetString() == "error"));
        Assert.Contains(
            "2 findings",
            run.GetProperty("invocations")[0]
                .GetProperty("toolExecutionNotifications")[0]
                .GetProperty("message")
                .GetProperty("text")
                .GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_rule_of_the_catalog_keeps_the_limits()
    {
        var findings = LintCatalog.Rules.Keys.Select(code => _error with { Code = code }).ToArray<object>();
        foreach (var rule in Run(findings).GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray())
        {
            Assert.InRange(rule.GetProperty("shortDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.InRange(rule.GetProperty("fullDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!);
            Assert.True(Uri.TryCreate(rule.GetProperty("helpUri").GetString(), UriKind.Absolute, out _));
        }
    }

    [Fact]
    public void A_report_of_nothing_is_a_run_without_results()
    {
        var empty = JsonDocument.Parse(new SarifReport().Format.Opening + new SarifReport().Format.Closing).RootElement;
        Assert.Equal(0, Assert.Single(empty.GetProperty("runs").EnumerateArray()).GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void A_lint_becomes_a_log()
    {
        var found = Linter.LintText(
            "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: sum(a_total{b=~\"^x$\"}) > 1\n",
            LintOptions.Default
        );
        Assert.NotEmpty(found);
        Run([.. found.Select(f => f with { Path = "a.yaml" })]);
    }

    private static JsonElement Run(params object[] findings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new SarifReport().WriteAll(findings, text);
        var log = JsonDocument.Parse(text.ToString()).RootElement;
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.StartsWith("https://", log.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        return Assert.Single(log.GetProperty("runs").EnumerateArray());
    }
}
