using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Manifests.Rules;
using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.RuleTests;

/// <summary>
/// Writes tests of the rules of a service for <c>promtool test rules</c>: of each alert when it must fire in an incident, and when it must
/// be silent. The minutes come from the definition and the closed forms, not from the rules, so that a wrong rule fails.
/// </summary>
public sealed class PrometheusRuleTestWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => "PrometheusRuleTest";

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <summary>Not that of rule files: <c>rule_files: ["*.yaml"]</c> of a Prometheus must not find the tests beside the rules.</summary>
    public override string Extension => ".test.yml";

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        if (options.Flavor != RuleFlavor.Exact)
            throw Refusal(
                definitions[0],
                "flavor",
                $"Tests are written for the rules of the flavor {RuleFlavor.Exact}",
                "Leave -Flavor out"
            );
        var losses = new List<ConversionLoss>();
        var tests = definitions.SelectMany(d => RuleTest.Of(d, options, losses)).ToArray();
        if (tests.Length == 0)
            throw Refusal(
                definitions[0],
                losses.Count > 0 ? losses[0].Field : "alerting",
                losses.Count > 0 ? losses[0].Message : "There is no alert to test",
                losses.Count > 0 ? "Write the test by hand" : "Give the definition alerts, or -AlertWindowSet"
            );

        var yaml = new YamlWriter(output);
        var name = FileSlug.Create(definitions[0].Service, definitions[0].Namespace);
        var rules = name + new PrometheusRuleWriter().Extension;
        yaml.Comment(ExportMarker.Comment(Format), $"Run it beside {rules}: promtool test rules {name}{Extension}");
        yaml.BeginDocument();
        yaml.Texts("rule_files", [rules]);
        yaml.Pair("evaluation_interval", TimeSpan.FromMinutes(1));

        // Without it promtool evaluates the groups in any order, and an alert may see what was recorded a minute before.
        var groups = definitions.SelectMany(d => new ExactRules().Groups(d, options, new List<ConversionLoss>()));
        yaml.Texts("group_eval_order", [.. groups.Select(g => g.Name)]);
        yaml.Key("tests");
        yaml.BeginList();
        foreach (var test in tests)
            test.Write(yaml);
        yaml.EndList();
        yaml.EndDocument();
        return losses;
    }

    private static ManifestNotWritableException Refusal(SloDefinition definition, string field, string message, string fix) =>
        new(definition.Id, new FieldProblem(field, message, fix));
}

/// <summary>One test: an incident, and the minutes at which an alert is looked at.</summary>
/// <param name="Name">What the test is about, for the one who reads that it failed.</param>
/// <param name="Alert">A query that counts the firing alerts.</param>
/// <param name="Scenario">The incident.</param>
/// <param name="Series">The series of the events.</param>
internal sealed record RuleTest(string Name, string Alert, AlertScenario Scenario, IReadOnlyList<EventSeries> Series)
{
    /// <summary>The tests of a definition. What cannot be tested is a loss.</summary>
    public static IEnumerable<RuleTest> Of(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        // What the rules refuse, or lose, is told when they are written.
        var slo = ExactSlo.Create(definition, options, new List<ConversionLoss>());
        var alerts = AlertRules.Create(slo, new List<ConversionLoss>());
        if (slo.Alerts.Count == 0)
            yield break;
        if (EventSeries.Find(definition.Indicator) is not { } series)
        {
            losses.Add(
                new ConversionLoss(
                    "indicator",
                    $"No samples can be made up for the indicator of {definition.Id}: its queries are more than selectors of events, "
                        + "or no labels meet them, so its alerts are not tested"
                )
            );
            yield break;
        }

        foreach (var (severity, rule) in slo.Alerts.GroupBy(a => a.Severity).Zip(alerts, (s, r) => (s, r)))
        {
            if (severity.FirstOrDefault(a => !AlertScenario.CanTest(a)) is { } untested)
            {
                losses.Add(
                    new ConversionLoss(
                        "alerting",
                        $"Windows of less than 2m or of parts of a minute cannot be tested with samples every minute: {untested}"
                    )
                );
                continue;
            }

            var leastBad = AlertSeverity.IsPage(severity.Key) ? definition.AlertSettings.MinimumBadEvents ?? 0 : 0;
            foreach (var scenario in AlertScenario.Of([.. severity], definition.Target, leastBad))
            {
                var ratio = NumberText.PercentShort((decimal)scenario.Bad / scenario.Total);
                yield return new RuleTest(
                    $"{definition.Id}: {scenario.First}, {ratio} of events are bad",
                    $"count({Selector(rule)}) or vector(0)",
                    scenario,
                    series
                );
            }
        }
    }

    public void Write(YamlWriter yaml)
    {
        yaml.BeginMap();
        yaml.Pair("name", Name);
        yaml.Pair("interval", TimeSpan.FromMinutes(1));
        yaml.Key("input_series");
        yaml.BeginList();
        foreach (var series in Series)
        {
            yaml.BeginMap();
            yaml.Pair("series", series.Series);
            yaml.Pair("values", series.Values(Scenario));
            yaml.EndMap();
        }

        yaml.EndList();
        yaml.Key("promql_expr_test");
        yaml.BeginList();
        foreach (var (minute, fires) in Scenario.Checks)
        {
            yaml.BeginMap();
            yaml.Pair("expr", Alert);
            yaml.Pair("eval_time", minute.ToString(CultureInfo.InvariantCulture) + "m");
            yaml.Key("exp_samples");
            yaml.BeginList();
            yaml.BeginMap();
            yaml.Pair("labels", "{}");
            yaml.Pair("value", fires ? 1m : 0m);
            yaml.EndMap();
            yaml.EndList();
            yaml.EndMap();
        }

        yaml.EndList();
        yaml.EndMap();
    }

    private static string Selector(PrometheusRule rule)
    {
        var labels = new[] { ExactNames.Id, ExactNames.Severity, ExactNames.SloSeverity };
        return PromQlPrinter.Print(
            new VectorSelector(
                "ALERTS",
                [
                    Is("alertname", rule.Name),
                    Is("alertstate", "firing"),
                    .. labels.Where(rule.Labels.ContainsKey).Select(l => Is(l, AlertTemplate.Unescape(rule.Labels[l]))),
                ]
            )
        );
    }

    private static LabelCondition Is(string label, string value) => new(new LabelMatcher(label, "=", value));
}
