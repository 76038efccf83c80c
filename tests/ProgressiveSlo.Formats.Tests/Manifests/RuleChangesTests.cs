using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Changes by hand in rules of both flavors: each is a loss or a problem, none is silent.</summary>
public sealed class RuleChangesTests
{
    private const string HandWritten = "- name: mine\n  rules:\n  - alert: Mine\n    expr: up == 0\n";

    public static TheoryData<RuleFlavor> Flavors => [RuleFlavor.Sloth, RuleFlavor.Exact];

    [Theory]
    [InlineData("0.0009999999999999432", "0.005", "Burning")]
    [InlineData("expr: vector(0.9990000000000001)", "expr: vector(0.99)", "slo:objective:ratio")]
    [InlineData("expr: vector(1-0.9990000000000001)", "expr: vector(1-0.99)", "slo:error_budget:ratio")]
    [InlineData("expr: vector(1)", "expr: vector(2)", "sloth_slo_info")]
    public void A_number_changed_in_rules_of_Sloth_is_a_loss_that_names_the_rule(string right, string wrong, string rule)
    {
        var read = Read(Replace(Write(RuleFlavor.Sloth), right, wrong));
        Assert.Equal(0.999m, read.Target);
        Assert.All(read.Losses, l => Assert.Equal(rule, l.Field));
        Assert.NotEmpty(read.Losses);
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Rules_as_written_have_no_losses(RuleFlavor flavor)
    {
        Assert.Empty(Read(Write(flavor)).Losses);
        Assert.Empty(Read(Write(flavor, isObject: true)).Losses);
        var read = Read(Write(flavor, AlertWindowSets.Find("google-28d")));
        Assert.Empty(read.Losses);
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Rules_in_a_group_of_a_generator_that_it_did_not_make_are_a_loss(RuleFlavor flavor)
    {
        foreach (var rule in new[] { "alert: Mine", "record: my:rule" })
        {
            var text = Write(flavor) + $"  - {rule}\n    expr: up == 0\n";
            var loss = Assert.Single(Read(text).Losses);
            Assert.Equal($"groups[{Groups(flavor) - 1}]", loss.Field);
            Assert.Contains(rule.Split(' ')[1], loss.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void A_group_written_by_hand_is_a_loss(RuleFlavor flavor) =>
        Assert.Equal($"groups[{Groups(flavor)}]", Assert.Single(Read(Write(flavor) + HandWritten).Losses).Field);

    [Fact]
    public void A_group_written_by_hand_is_a_problem_where_no_definition_is()
    {
        var text = Write(RuleFlavor.Exact).Replace("record: slo_info", "record: slo:info", StringComparison.Ordinal) + HandWritten;
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Definitions);
        var problem = Assert.Single(result.Problems, p => p.Problem.Code == "RulesHandWritten");
        Assert.Contains("alert: Mine", text.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Hand_written_rules_in_a_group_whose_SLO_cannot_be_read_are_told_at_once(RuleFlavor flavor)
    {
        var text =
            Write(flavor)
                .Replace("record: slo_info", "record: slo:info", StringComparison.Ordinal)
                .Replace("sloth_service: checkout", "sloth_service: ''", StringComparison.Ordinal)
            + "  - alert: Mine\n    expr: up == 0\n  - alert: Other\n    expr: up == 0\n";
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Definitions);
        Assert.Contains(result.Problems, p => p.Problem.Code != "RulesHandWritten");
        var (_, line, _, problem) = Assert.Single(result.Problems, p => p.Problem.Code == "RulesHandWritten");
        Assert.Contains("alert: Mine", text.Split('\n')[line - 1], StringComparison.Ordinal);
        Assert.Equal(
            ($"groups[{Groups(flavor) - 1}]", "The rule Mine and 1 more were not made by a generator that is known here"),
            (problem.Field, problem.Message)
        );
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Unknown_keys_of_a_rule_and_of_its_group_are_losses_where_they_stand(RuleFlavor flavor)
    {
        foreach (var isObject in new[] { false, true })
        {
            var lines = Write(flavor, isObject: isObject).Split('\n').ToList();
            var rule = lines.FindLastIndex(l => l.Contains("- alert:", StringComparison.Ordinal));
            var indent = new string(' ', lines[rule].IndexOf("alert", StringComparison.Ordinal));
            lines.Insert(rule + 1, indent + "severty: page");
            var group = lines.FindLastIndex(rule, l => l.Contains("- name:", StringComparison.Ordinal));
            lines.Insert(group + 1, indent[2..] + "intervall: 1m");
            var losses = Read(string.Join('\n', lines)).Losses;

            Assert.Equal(
                [("intervall", group + 2, indent.Length - 1), ("severty", rule + 3, indent.Length + 1)],
                losses.Select(l => (l.Field.Split('.').Last(), l.Line, l.Column))
            );
            var place = $@"^(spec\.)?groups\[{Groups(flavor) - 1}\]\.(intervall|rules\[\d\]\.severty)$";
            Assert.All(losses, l => Assert.Matches(place, l.Field));
            Assert.All(losses, l => Assert.Equal(isObject ? "FieldIgnored" : "FieldUnknown", l.Code));
            Assert.All(losses, l => Assert.StartsWith("The key is unknown to", l.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_rule_that_is_alert_and_recording_at_once_is_told()
    {
        var text = Write(RuleFlavor.Sloth);
        var at = text.IndexOf("- alert:", StringComparison.Ordinal);
        var changed = text.Insert(at + 2, "record: my:rule\n    ");
        var result = ManifestImporter.ReadText(changed);
        Assert.Empty(Assert.Single(result.Definitions).Losses);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(
            ("groups[2].rules[0].record", "RuleInvalid", true, changed[..at].Count(c => c == '\n') + 1),
            (problem.Problem.Field, problem.Problem.Code, problem.Problem.IsKept, problem.Line)
        );
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Keys_of_groups_are_losses(RuleFlavor flavor)
    {
        foreach (var (key, value) in new[] { ("interval", "1m"), ("limit", "10"), ("query_offset", "1m"), ("labels", "{ a: b }") })
        {
            // An interval takes the place of the one that long windows have.
            var text = Regex.Replace(
                Write(flavor),
                key == "interval" ? "(\n  interval: .*)?\n  rules:" : "\n  rules:",
                $"\n  {key}: {value}\n  rules:",
                RegexOptions.None,
                TimeSpan.FromSeconds(5)
            );
            var definition = Read(text);

            // Labels of a group are labels of its rules, and so of the SLO; our own rules say which of them the SLO asks for.
            var isCarried = key == "labels" && flavor == RuleFlavor.Sloth;
            Assert.Equal(
                isCarried ? [] : Enumerable.Range(0, Groups(flavor)).Select(i => $"groups[{i}].{key}"),
                definition.Losses.Select(l => l.Field)
            );
            Assert.Equal(isCarried, definition.Labels.TryGetValue("a", out var label) && label == "b");
        }
    }

    [Fact]
    public void Keys_of_a_group_are_losses_of_the_SLO_of_the_group_alone()
    {
        var definition = Definition();
        var other = new SloDefinition("latency", "checkout", RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))
        {
            Alerting = definition.Alerting,
        };
        using var text = new StringWriter();
        new PrometheusRuleWriter().Write([definition, other], new ManifestOptions { Flavor = RuleFlavor.Sloth }, text);
        var changed = Replace(text.ToString(), "sloth-slo-meta-recordings-checkout-latency", "x\n  limit: 3");
        var read = ManifestImporter.ReadText(changed).Definitions;
        Assert.Equal([0, 1], read.Select(d => d.Losses.Count));
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Times_labels_and_annotations_of_one_rule_are_losses(RuleFlavor flavor)
    {
        var text = Write(flavor);
        var alert = text.IndexOf("- alert:", StringComparison.Ordinal);
        var waits = text.Insert(text.IndexOf("    labels:", alert, StringComparison.Ordinal), "    for: 5m\n    keep_firing_for: 10m\n");
        Assert.Equal(["Burning.for", "Burning.keep_firing_for"], Read(waits).Losses.Select(l => l.Field));

        var label = flavor == RuleFlavor.Sloth ? "sloth_service" : "slo_service";
        var record = text.IndexOf(
            label + ": ",
            text.IndexOf("record: slo:time_period:days", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var labelled = text.Insert(record, "mine: a\n      ");
        Assert.Equal("slo:time_period:days.labels.mine", Assert.Single(Read(labelled).Losses).Field);
    }

    [Fact]
    public void A_changed_text_of_an_alert_is_a_loss_or_is_carried()
    {
        var exact = Replace(Write(RuleFlavor.Exact), "burns its error budget too fast", "burns");
        Assert.All(Read(exact).Losses, l => Assert.Equal("Burning.annotations.summary", l.Field));
        Assert.NotEmpty(Read(exact).Losses);

        var sloth = Read(Replace(Write(RuleFlavor.Sloth), "SLO error budget burn rate is over expected.", "burns"));
        Assert.Empty(sloth.Losses);
        Assert.EndsWith("burns", sloth.AlertSettings.Annotations["summary"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flavors))]
    public void Texts_of_the_object_are_carried_and_other_keys_are_losses(RuleFlavor flavor)
    {
        var text = Replace(
            Write(flavor, isObject: true),
            "metadata:\n",
            "metadata:\n  finalizers: [a]\n  more: [a]\n  annotations:\n    note: n\n"
        );
        text = Replace(text, "  labels:\n    app", "  labels:\n    prometheus: main\n    app");
        var read = Read(text);
        Assert.Equal("metadata.more", Assert.Single(read.Losses).Field);
        Assert.Equal([new("prometheus", "main")], read.ObjectMetadata!.Labels);
        Assert.Equal([new("note", "n")], read.ObjectMetadata.Annotations);
    }

    [Fact]
    public void An_alert_that_cannot_be_read_is_a_loss_of_its_SLO()
    {
        var text = Write(RuleFlavor.Sloth);
        var at = text.IndexOf("(14.4 * ", StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(text[..at] + "(10 * " + text[(at + "(14.4 * ".Length)..]);
        Assert.Equal("RulesChanged", Assert.Single(result.Problems).Problem.Code);
        Assert.Equal("alerting", Assert.Single(Assert.Single(result.Definitions).Losses).Field);
    }

    private static SloDefinition Definition(string set = "google-30d")
    {
        var window = TimeSpan.FromDays(30);
        return new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, window)
        {
            Alerting = AlertWindowSets.Find(set)!.AlertsFor(window),
            AlertSettings = new AlertSettings { Name = "Burning", Absent = false },
        };
    }

    private static int Groups(RuleFlavor flavor) => flavor == RuleFlavor.Exact ? 4 : 3;

    private static string Write(RuleFlavor flavor, AlertWindowSet? windows = null, bool isObject = false)
    {
        using var text = new StringWriter();
        IManifestWriter writer = isObject ? new PrometheusOperatorWriter() : new PrometheusRuleWriter();
        writer.Write([Definition()], new ManifestOptions { Flavor = flavor, AlertWindows = windows }, text);
        return text.ToString();
    }

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }

    private static string Replace(string text, string right, string wrong)
    {
        Assert.Contains(right, text, StringComparison.Ordinal);
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
