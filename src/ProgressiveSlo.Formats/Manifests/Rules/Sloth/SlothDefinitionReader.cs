using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>Makes a definition of the rules of one SLO.</summary>
internal static class SlothDefinitionReader
{
    private const string Incomplete = "RulesIncomplete";

    public static SloDefinition? Read(SlothRuleSet rules, RuleDocument document, ProblemList problems)
    {
        var service = Label(rules, SlothNames.Service, problems);
        var name = Label(rules, SlothNames.Slo, problems);
        var target = Target(rules, problems);
        var window = Window(rules, problems);
        rules = SlothLinks.Remove(rules, service, document.Object?.Namespace);
        var losses = new List<ConversionLoss>(rules.Losses);
        if (
            service is null
            || name is null
            || target is null
            || window is null
            || !IsService(rules, service, problems)
            || Indicator(rules, window.Value, problems) is not { } indicator
        )
        {
            return null;
        }

        var labels = Labels(rules);
        var definition = new SloDefinition(name, service, indicator, target.Value, window.Value)
        {
            Namespace = document.Object?.Namespace,
            Phase = DefinitionLabels.Phase(labels),
            Labels = labels,
            Alerting = rules.Alerts.SelectMany(a => a.Alerts).ToArray(),
            AlertSettings = SlothSettingsReader.Read(rules.Alerts, losses),
            Losses = losses,
            Source = new SloSource(document.Document.Path, rules.First.Line, rules.First.Column, document.Format)
            {
                ApiVersion = Spec(rules),
                Traits =
                    document.SourceTraits
                    | SourceTraits.IdsLackNamespace
                    | SourceTraits.RatiosAreAveraged
                    | SourceTraits.DescriptionsAreLeftOut,
                DocumentName = document.Object?.Name,
            },
        };
        losses.AddRange(SlothChanges.Find(definition, rules));
        return definition;
    }

    public static void Problem(ProblemList problems, PrometheusRule rule, string field, string message, string fix, string code) =>
        problems.Add(new YamlScalar(rule.Line, rule.Column, "", plain: false), $"{rule.Name}.{field}", message, fix, code);

    private static string? Label(SlothRuleSet rules, string label, ProblemList problems)
    {
        if (rules.First.Labels.TryGetValue(label, out var value) && value.Length > 0)
        {
            if (PrintableText.IsPrintable(value))
                return value;
            Problem(
                problems,
                rules.First,
                "labels." + label,
                $"'{ServiceName.Printable(value)}' has characters that do not print, or several lines",
                "Write one line of plain text",
                ""
            );
            return null;
        }

        Problem(
            problems,
            rules.First,
            "labels",
            $"The rule has no label {label}, which Sloth gives every rule",
            "Generate the rules again",
            Incomplete
        );
        return null;
    }

    private static bool IsService(SlothRuleSet rules, string service, ProblemList problems)
    {
        try
        {
            ServiceName.Check(service);
            return true;
        }
        catch (SloValidationException e)
        {
            Problem(problems, rules.First, "labels." + SlothNames.Service, e.Problem.Message, e.Problem.Fix, e.Problem.Code);
            return false;
        }
    }

    // The label has the digits of the spec; the rule has what a double made of them.
    private static decimal? Target(SlothRuleSet rules, ProblemList problems)
    {
        var info = rules.Find(SlothNames.Info);
        var objective = rules.Find(RecordedSeries.Objective);
        var rule = info ?? objective ?? rules.First;
        var target =
            info is not null
            && info.Labels.TryGetValue(SlothNames.ObjectivePercent, out var text)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                ? percent / 100m
            : objective is null ? null
            : Vector(objective);
        if (target is null)
            Problem(
                problems,
                rule,
                "expr",
                $"The document has neither {SlothNames.Info} with {SlothNames.ObjectivePercent} nor "
                    + $"{RecordedSeries.Objective}, so that the target of '{ServiceName.Printable(rules.Id)}' is not known",
                "Generate the rules again, with the metadata",
                Incomplete
            );
        else if (!ErrorBudgetArithmetic.IsTarget(target.Value))
            Problem(
                problems,
                rule,
                "labels." + SlothNames.ObjectivePercent,
                "The objective is not between 0.0000000001 and 99.9999999999",
                "Generate the rules again from a spec with such an objective, for example 99.9",
                target == 1 ? TargetYaml.Full : TargetYaml.OutOfRange
            );
        else
            return target;
        return null;
    }

    private static TimeSpan? Window(SlothRuleSet rules, ProblemList problems)
    {
        if (
            rules.Find(RecordedSeries.PeriodDays) is { } days
            && Vector(days) is > 0 and <= PrometheusDuration.LongestDays and var number
            && Math.Round((double)number * 24 * 60) is >= 1 and var minutes
        )
            return TimeSpan.FromMinutes(minutes);
        if (rules.Ratios.Count > 0)
            return rules.Ratios.Keys.Max();
        Problem(
            problems,
            rules.First,
            "expr",
            $"The document has neither {RecordedSeries.PeriodDays} nor an error ratio, so that the "
                + $"period of '{ServiceName.Printable(rules.Id)}' is not known",
            "Generate the rules again",
            Incomplete
        );
        return null;
    }

    private static SloIndicator? Indicator(SlothRuleSet rules, TimeSpan period, ProblemList problems)
    {
        var ratios = rules.Ratios.Where(r => r.Key != period).ToArray();
        if (ratios.Length == 0)
        {
            Problem(
                problems,
                rules.First,
                "expr",
                $"The document has no error ratio of '{ServiceName.Printable(rules.Id)}' over a window shorter than the period",
                "Generate the rules again, with the recordings",
                Incomplete
            );
            return null;
        }

        var first = ratios[0];
        var template =
            (
                ratios.Length > 1
                    ? SlothTemplate.Recover(
                        first.Value.Expression,
                        PrometheusDuration.Format(first.Key),
                        ratios[1].Value.Expression,
                        PrometheusDuration.Format(ratios[1].Key)
                    )
                    : null
            ) ?? SlothTemplate.Recover(first.Value.Expression, first.Key);
        if (SlothExpression.Indicator(template, Spec(rules).StartsWith("openslo/", StringComparison.Ordinal)) is { } indicator)
            return indicator;
        Problem(problems, first.Value, "expr", "The expression is not PromQL", "Generate the rules again", "PromQlSyntax");
        return null;
    }

    private static string Spec(SlothRuleSet rules) =>
        rules.Find(SlothNames.Info) is { } info && info.Labels.TryGetValue(SlothNames.Spec, out var spec) ? spec : "";

    private static Dictionary<string, string> Labels(SlothRuleSet rules) =>
        (rules.Find(RecordedSeries.Objective) ?? rules.First)
            .Labels.Where(l => !l.Key.StartsWith(SlothNames.LabelPrefix, StringComparison.Ordinal))
            .ToDictionary(l => l.Key, l => l.Value);

    // vector(0.9990000000000001), as Go prints what it computed in doubles.
    private static decimal? Vector(PrometheusRule rule) =>
        PromQlParser.ParseOrNull(rule.Expression)
            is CallExpression { Function.Name: "vector", Arguments: [NumberLiteral { Value: > 1e-12 and < 1e9 and var value }] }
            ? Math.Round(ProgressiveSlo.Text.NumberText.Exact(value), 12)
            : null;
}
