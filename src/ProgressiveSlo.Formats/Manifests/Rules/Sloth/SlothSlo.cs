using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>A definition with all that its rules share.</summary>
internal sealed record SlothSlo(SloDefinition Definition, string Name, SlothIndicator Indicator, IReadOnlyList<BurnRateAlert> Alerting)
{
    /// <summary>Identity of the SLO: service and name.</summary>
    public string Id { get; } = Definition.Service + "-" + Name;

    /// <summary>Objective in percent, as Sloth has it.</summary>
    public double Objective { get; } =
        SlothIndicator.IsOpenSlo(Definition) ? GoNumber.Parse(Definition.Target) * 100 : GoNumber.Parse(Definition.Target * 100m);

    /// <summary>The windows with an error ratio of their own, ascending; the period is not among them.</summary>
    public IReadOnlyList<TimeSpan> Windows { get; private init; } = [];

    /// <summary>The window that period and current burn rate are taken from: the short one of the first page alert.</summary>
    public TimeSpan ShortWindow { get; private init; }

    /// <summary>Labels of every recording rule.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary>Chooses the SLO's series: <c>{sloth_id="…", sloth_service="…", sloth_slo="…"}</c>.</summary>
    public string Filter { get; private init; } = "";

    public static SlothSlo Create(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var set = options.AlertWindows ?? AlertWindowSets.ForPeriod(definition.Window);
        var standard = set.AlertsFor(definition.Window);
        var alerting = options.AlertWindows is null ? definition.Alerting : Replaced(definition, standard);
        var slo = new SlothSlo(definition, SlothSloName.Create(definition), SlothIndicator.From(definition, asGenerated: true), alerting);
        if (slo.Name != definition.ShortName)
            losses.Add(new ConversionLoss("name", $"Sloth names the SLO {slo.Name} in the rules of an OpenSLO document"));
        foreach (var annotation in definition.Annotations)
            losses.Add(new ConversionLoss("annotations." + annotation.Key, $"Rules of Sloth have no place for it"));
        return slo with
        {
            Windows = standard
                .Concat(alerting)
                .SelectMany(a => new[] { a.ShortWindow, a.LongWindow })
                .Where(w => w != definition.Window)
                .Distinct()
                .OrderBy(w => w)
                .ToArray(),
            ShortWindow = standard
                .First(a => SlothAlerting.SeverityOf(a.Severity) == SlothAlerting.Page || a == standard[standard.Count - 1])
                .ShortWindow,
            Labels = AllLabels(definition, slo, options, losses),
            Filter =
                $"{{{Condition(SlothNames.Id, slo.Id)}, "
                + $"{Condition(SlothNames.Service, definition.Service)}, "
                + $"{Condition(SlothNames.Slo, slo.Name)}}}",
        };
    }

    /// <summary>Labels with others that win over them.</summary>
    public static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> labels,
        params (string Key, string Value)[] others
    )
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels)
            merged[label.Key] = label.Value;
        foreach (var (key, value) in others)
            merged[key] = value;
        return merged;
    }

    // Other windows do not switch on an alert that a spec has switched off.
    private static IReadOnlyList<BurnRateAlert> Replaced(SloDefinition definition, IReadOnlyList<BurnRateAlert> alerts) =>
        definition.Source?.ApiVersion is SlothKeys.FileVersion or SlothKeys.ObjectVersion
            ? alerts.Where(a => definition.Alerting.Any(own => own.Severity == a.Severity)).ToArray()
            : alerts;

    private static SortedDictionary<string, string> AllLabels(
        SloDefinition definition,
        SlothSlo slo,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    )
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SlothNames.Id] = slo.Id,
            [SlothNames.Service] = definition.Service,
            [SlothNames.Slo] = slo.Name,
        };
        SlothLabels.Add(labels, definition.Labels, "labels", losses);
        foreach (var label in options.RuleLabels)
            labels[label.Key] = label.Value;
        return labels;
    }

    private static string Condition(string label, string value) =>
        PromQlPrinter.Print(new LabelCondition(new LabelMatcher(label, "=", value)));
}

/// <summary>Numbers as Go prints them: the shortest digits that read back to the same double.</summary>
internal static class GoNumber
{
    /// <summary>The double nearest to a decimal number, as Go reads it from a document.</summary>
    public static double Parse(decimal value) => double.Parse(NumberText.Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Go's <c>%g</c> and <c>%v</c>: an exponent of two digits where it is below -4 or at 6 or above.</summary>
    public static string General(double value)
    {
        var (digits, exponent) = Digits(value);
        if (exponent is >= -4 and < 6)
            return Positional(digits, exponent);
        var fraction = digits.Length > 1 ? "." + digits.Substring(1) : "";
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0}{1}e{2}{3:00}",
            digits[0],
            fraction,
            exponent < 0 ? "-" : "+",
            Math.Abs(exponent)
        );
    }

    /// <summary>Go's format <c>f</c> with the fewest digits: never an exponent.</summary>
    public static string Fixed(double value)
    {
        var (digits, exponent) = Digits(value);
        return Positional(digits, exponent);
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1)
            return digits + new string('0', exponent + 1 - digits.Length);
        return digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }

    /// <summary>Significant digits, and the power of ten of the first one. Numbers of rules are not negative.</summary>
    private static (string Digits, int Exponent) Digits(double value)
    {
        if (value == 0)
            return ("0", 0);
        return Digits(NumberText.Plain(value));
    }

    private static (string Digits, int Exponent) Digits(string text)
    {
        var e = text.IndexOf('E');
        var mantissa = e < 0 ? text : text.Substring(0, e);
        var power = e < 0 ? 0 : int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        var all = mantissa.Replace(".", "");
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), (point < 0 ? mantissa.Length : point) - 1 - (all.Length - digits.Length) + power);
    }
}
