using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

/// <summary>What OpenSLO's validator refuses is refused here, with the place and the fix.</summary>
public sealed class OpenSloRuleTests
{
    private static readonly string Long = new('x', 1051);

    [Theory]
    [InlineData("name: basket-availability", "name: Basket_Availability", "metadata.name", "NameInvalid", "basket-availability")]
    [InlineData("name: basket-availability", "name: ''", "metadata.name", "NameInvalid", "1 to 63")]
    [InlineData(
        "displayName: Baskets",
        "displayName: Baskets xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "metadata.displayName",
        "TextTooLong",
        "63"
    )]
    [InlineData("team: shop", "-team: shop", "metadata.labels.-team", "LabelNameInvalid", "letters")]
    [InlineData("team: shop", "team: {a: b}", "metadata.labels.team", "", "text")]
    [InlineData(
        "example.org/runbook",
        "Example.org/runbook: x",
        "metadata.annotations.Example.org/runbook",
        "LabelNameInvalid",
        "my-domain.org"
    )]
    [InlineData("service: basket", "service: ''", "spec.service", "ServiceNameInvalid", "1 to 128")]
    [InlineData("service: basket", "owner: basket", "spec.service", "FieldMissing", "Add it")]
    [InlineData("counter: true", "counter: maybe", "spec.indicator.spec.ratioMetric.counter", "", "true or false")]
    [InlineData("counter: true", "rate: 1", "spec.indicator.spec.ratioMetric.rate", "FieldUnknown", "Remove it")]
    [InlineData("bad:", "good_events:", "spec.indicator.spec.ratioMetric.good", "", "one of them")]
    [InlineData("name: basket-requests", "name: basket requests", "spec.indicator.metadata.name", "NameInvalid", "basket-requests")]
    [InlineData("duration: 4w", "duration: 30s", "spec.timeWindow[0].duration", "DurationInvalid", "30d")]
    [InlineData("duration: 4w", "duration: 1h30m", "spec.timeWindow[0].duration", "DurationInvalid", "30d")]
    [InlineData("duration: 4w", "duration: 0d", "spec.timeWindow[0].duration", "DurationInvalid", "more")]
    [InlineData("duration: 4w", "duration: 99Y", "spec.timeWindow[0].duration", "DurationInvalid", "30d")]
    [InlineData("isRolling: true", "isRolling: false", "spec.timeWindow[0].isRolling", "", "calendar")]
    [InlineData("budgetingMethod: Occurrences", "budgetingMethod: Occurences", "spec.budgetingMethod", "", "Occurrences, Timeslices")]
    [InlineData(
        "budgetingMethod: Occurrences",
        "budgetingMethod: Timeslices",
        "spec.objectives[0].timeSliceTarget",
        "FieldMissing",
        "Add it"
    )]
    [InlineData("- target: 0.995", "- target: 1", "spec.objectives[0].target", "ObjectiveFull", "less than 1")]
    [InlineData("- target: 0.995", "- target: 99.5", "spec.objectives[0].target", "ObjectiveUnit", "0.995")]
    [InlineData("- target: 0.995", "- targetPercent: 100", "spec.objectives[0].targetPercent", "ObjectiveFull", "less than 100")]
    [InlineData("- target: 0.995", "- displayName: x", "spec.objectives[0].target", "", "one of them")]
    [InlineData("- target: 0.995", "- {target: 0.9, targetPercent: 99}", "spec.objectives[0].targetPercent", "", "Keep one")]
    [InlineData("- target: 0.995", "- {target: 0.9, op: less}", "spec.objectives[0].op", "", "lte, gte, lt, gt")]
    [InlineData("- target: 0.995", "- {target: 0.9, composite: 1}", "spec.objectives[0].composite", "FieldUnknown", "Remove it")]
    [InlineData("- target: 0.995", "[]", "spec.objectives", "FieldMissing", "at least one")]
    public void An_slo_is_refused_at_the_field_that_is_wrong(string part, string wrong, string field, string code, string fix)
    {
        Assert.Empty(OpenSloTexts.Read(OpenSloTexts.Slo).Problems);
        Refused(OpenSloTexts.Slo.With(part, wrong), field, code, fix);
    }

    [Theory]
    [InlineData("op: gt", "op: equals", "op", "lte, gte, lt, gt")]
    [InlineData("kind: burnrate", "kind: ratio", "kind", "burnrate")]
    [InlineData("threshold: 14.4", "threshold: high", "threshold", "14.4")]
    [InlineData("lookbackWindow: 1h", "lookbackWindow: 1 hour", "lookbackWindow", "30d")]
    [InlineData("alertAfter: 2m", "alertAfter: 2min", "alertAfter", "30d")]
    public void A_condition_is_refused_at_the_field_that_is_wrong(string part, string wrong, string key, string fix)
    {
        Assert.Empty(OpenSloTexts.Read(OpenSloTexts.Policy).Problems);
        Refused(OpenSloTexts.Policy.With(part, wrong), "spec.conditions[0].spec.condition." + key, null, fix);
    }

    [Theory]
    [InlineData("severity: page", "severity: ''", "spec.conditions[0].spec.severity", "")]
    [InlineData("- targetRef: shop-on-call", "[]", "spec.notificationTargets", "NotificationTargetMissing")]
    [InlineData("- targetRef: shop-on-call", "- targetRef: Shop On Call", "spec.notificationTargets[0].targetRef", "NameInvalid")]
    [InlineData("alertWhenBreaching: true", "alertWhenBroken: true", "spec.alertWhenBroken", "FieldUnknown")]
    public void A_policy_is_refused_at_the_field_that_is_wrong(string part, string wrong, string field, string code) =>
        Refused(OpenSloTexts.Policy.With(part, wrong), field, code, "");

    [Fact]
    public void A_policy_has_exactly_one_condition()
    {
        const string Head =
            "apiVersion: openslo/v1\nkind: AlertPolicy\nmetadata: {name: a}\nspec:\n  notificationTargets: [{targetRef: b}]\n";
        Refused(Head, "spec.conditions", "ConditionCount", "exactly one");
        Refused(Head + "  conditions: [{conditionRef: c}, {conditionRef: d}]\n", "spec.conditions", "ConditionCount", "exactly one");
        Assert.Empty(OpenSloTexts.Read(Head + "  conditions: [{conditionRef: c}]\n").Problems);
    }

    [Fact]
    public void An_slo_has_exactly_one_time_window()
    {
        Refused(
            OpenSloTexts.Slo.With("- duration: 4w", "- {duration: 1d, isRolling: true}", "- duration: 4w"),
            "spec.timeWindow",
            "TimeWindowCount",
            "exactly one"
        );
        Refused(
            OpenSloTexts.Slo.With("timeWindow:", "timeWindow: []").With("- duration: 4w").With("isRolling"),
            "spec.timeWindow",
            "TimeWindowCount",
            "exactly one"
        );
    }

    [Theory]
    [InlineData("{target: 0.9, op: lt}", "value", "a number")]
    [InlineData("{target: 0.9, value: 5}", "op", "lte, gte, lt, gt")]
    [InlineData("{target: 0.9, value: 5, op: is}", "op", "lte, gte, lt, gt")]
    [InlineData("{target: 0.9, value: five, op: lt}", "value", "a number")]
    public void A_threshold_is_compared_with_a_number(string objective, string key, string fix)
    {
        var at = OpenSloTexts.Slo.IndexOf("      ratioMetric:", StringComparison.Ordinal);
        var end = OpenSloTexts.Slo.IndexOf("  timeWindow:", StringComparison.Ordinal);
        var slo =
            OpenSloTexts.Slo[..at]
            + "      thresholdMetric: {metricSource: {type: Prometheus, spec: {query: up}}}\n"
            + OpenSloTexts.Slo[end..];
        Refused(slo.With("- target: 0.995", "- " + objective), "spec.objectives[0]." + key, null, fix);
    }

    [Fact]
    public void Descriptions_have_at_most_1050_characters_and_letters_outside_the_first_plane_count_once()
    {
        Refused(OpenSloTexts.Slo.With("description:", "description: " + Long), "spec.description", "TextTooLong", "1050");
        var emoji = string.Concat(Enumerable.Repeat("😀", 1050));
        Assert.Empty(OpenSloTexts.Read(OpenSloTexts.Slo.With("description:", "description: " + emoji)).Problems);
        Refused(
            $"apiVersion: openslo/v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{description: {Long}}}\n",
            "spec.description",
            "TextTooLong",
            "1050"
        );
    }

    [Theory]
    [InlineData("kind: AlertCondition\nmetadata: {name: a}\nspec: {severity: page}", "spec.condition")]
    [InlineData("kind: DataSource\nmetadata: {name: a}\nspec: {type: Datadog}", "spec.connectionDetails")]
    [InlineData("kind: DataSource\nmetadata: {name: a}\nspec: {connectionDetails: {a: b}}", "spec.type")]
    [InlineData("kind: AlertNotificationTarget\nmetadata: {name: a}\nspec: {description: x}", "spec.target")]
    [InlineData("kind: SLI\nmetadata: {name: a}\nspec: {}", "spec.thresholdMetric")]
    [InlineData(
        "kind: SLI\nmetadata: {name: a}\nspec: {ratioMetric: {raw: {metricSource: {type: x, spec: {query: q}}}}}",
        "spec.ratioMetric.rawType"
    )]
    [InlineData(
        "kind: SLI\nmetadata: {name: a}\nspec: {thresholdMetric: {metricSource: {type: x, spec: {}}}}",
        "spec.thresholdMetric.metricSource.spec"
    )]
    [InlineData("kind: Service\nspec: {}", "metadata")]
    [InlineData("kind: Service\nmetadata: {name: a}\nspec: {markdown: x}", "spec.markdown")]
    [InlineData("kind: Budget\nmetadata: {name: a}", "kind")]
    public void Other_objects_are_checked_too(string text, string field) =>
        Refused("apiVersion: openslo/v1\n" + text + "\n", field, null, "");

    [Theory]
    [InlineData("count: 28", "count: 0", "spec.timeWindows[0].count")]
    [InlineData("unit: Day", "unit: Fortnight", "spec.timeWindows[0].unit")]
    [InlineData("target: 0.995", "target: 1", "spec.objectives[0].target")]
    [InlineData("target: 0.995", "targets: 0.9", "spec.objectives[0].target")]
    [InlineData("queryType: promql", "type: promql", "spec.objectives[0].ratioMetrics.good.queryType")]
    [InlineData("- ratioMetrics:", "- ratios:", "spec.indicator")]
    [InlineData("service: basket", "services: basket", "spec.service")]
    public void An_alpha_slo_is_refused_at_the_field_that_is_wrong(string part, string wrong, string field)
    {
        Assert.Empty(OpenSloTexts.Read(OpenSloTexts.Alpha).Problems);
        Refused(OpenSloTexts.Alpha.With(part, wrong), field, null, "");
    }

    [Fact]
    public void Problems_stand_at_line_and_column_of_the_value()
    {
        var problem = Assert.Single(OpenSloTexts.Read(OpenSloTexts.Slo.With("duration: 4w", "duration: 30s")).Problems);
        Assert.Equal((30, 17), (problem.Line, problem.Column));
        problem = Assert.Single(
            OpenSloTexts.Read(OpenSloTexts.Sli + OpenSloTexts.Break + OpenSloTexts.Policy.With("op: gt", "op: is")).Problems
        );
        Assert.Equal((26, 15), (problem.Line, problem.Column));
        problem = Assert.Single(
            OpenSloTexts.Read("""{"apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "A"}}""").Problems
        );
        Assert.Equal((1, 70), (problem.Line, problem.Column));
    }

    [Fact]
    public void Valid_fixtures_have_no_problem_and_invalid_ones_have_theirs()
    {
        foreach (var file in Fixtures.Own.Files("openslo", "*.*"))
            Assert.DoesNotContain(ManifestImporter.ReadFiles([(file, file)]).Problems, p => p.Problem.Code != "IndicatorReferenceOpen");
        var all = Fixtures.Own.Files("openslo", "*.*");
        Assert.DoesNotContain(
            ManifestImporter.ReadFiles(all.Select(f => (f, f))).Problems,
            p => p.Problem.Code != "IndicatorReferenceOpen"
        );
        foreach (var file in Fixtures.Own.Files("openslo/invalid", "*.yaml"))
        {
            var result = ManifestImporter.ReadFiles([(file, file)]);
            Assert.Empty(result.Definitions);
            var field = Path.GetFileNameWithoutExtension(file) switch
            {
                "api-version" => "apiVersion",
                "unknown-field" => "spec.summary",
                "long-description" => "spec.description",
                "policy-without-condition" => "spec.conditions",
                "condition-without-condition" => "spec.condition",
                "open-reference" => "spec.indicatorRef",
                var other => throw new InvalidOperationException(other),
            };
            Assert.Contains(result.Problems, p => p.Problem.Field == field);
        }
    }

    private static void Refused(string text, string field, string? code, string fix)
    {
        var result = OpenSloTexts.Read(text);
        Assert.Empty(result.Definitions);
        var problem = Assert.Single(result.Problems, p => p.Problem.Field == field);
        if (code is not null)
            Assert.Equal(code, problem.Problem.Code);
        Assert.Contains(fix, problem.Problem.Fix, StringComparison.Ordinal);
    }
}
