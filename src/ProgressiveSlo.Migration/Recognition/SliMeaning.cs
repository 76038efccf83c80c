using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>An SLI, or several of one form that a recorded name stands for.</summary>
internal sealed class SliMeaning : ExpressionMeaning
{
    public SliMeaning(IReadOnlyList<SliSource> sources) => Sources = sources;

    public SliMeaning(SliShape shape) => Sources = [new SliSource(shape)];

    public IReadOnlyList<SliSource> Sources { get; }

    public SliForm Form => Sources[0].Shape.Form;

    /// <summary>For a ratio: whether it is the share of successes.</summary>
    public bool IsGood { get; init; }

    /// <summary>What the ratio or the seconds are multiplied with: 100 for percent.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The budget that the error ratio is divided by, or null: then the value is a burn rate.</summary>
    public NumberMeaning? Budget { get; init; }

    /// <summary>Whether it is 1 minus a burn rate: what is left of the budget.</summary>
    public bool IsRemaining { get; init; }

    public TimeSpan? Window { get; init; }

    /// <summary>Whether ratios were averaged, which weighs quiet and busy ones alike.</summary>
    public bool IsAveraged { get; init; }

    /// <summary>Whether it is a comparison that gives 0 or 1, for an average over time.</summary>
    public bool IsSlice { get; init; }

    public bool IsFiltered { get; init; }

    /// <summary>Whether samples are counted instead of values.</summary>
    public bool IsSampleCount { get; init; }

    /// <summary>Whether values were summed over time and need a count below them.</summary>
    public bool IsSampleSum { get; init; }

    public SliMeaning With(
        IReadOnlyList<SliSource>? sources = null,
        bool? isGood = null,
        double? scale = null,
        NumberMeaning? budget = null,
        bool? isRemaining = null,
        TimeSpan? window = null,
        bool? isAveraged = null,
        bool? isSlice = null,
        bool? isFiltered = null,
        bool? isSampleCount = null,
        bool? isSampleSum = null
    ) =>
        new(sources ?? Sources)
        {
            IsGood = isGood ?? IsGood,
            Scale = scale ?? Scale,
            Budget = budget ?? Budget,
            IsRemaining = isRemaining ?? IsRemaining,
            Window = window ?? Window,
            IsAveraged = isAveraged ?? IsAveraged,
            IsSlice = isSlice ?? IsSlice,
            IsFiltered = isFiltered ?? IsFiltered,
            IsSampleCount = isSampleCount ?? IsSampleCount,
            IsSampleSum = isSampleSum ?? IsSampleSum,
        };

    /// <summary>The same with further conditions on its series.</summary>
    public SliMeaning Within(IReadOnlyList<LabelMatcher> conditions) =>
        conditions.Count == 0 ? this : With(sources: [.. Sources.Select(s => s with { Scope = [.. s.Scope, .. conditions] })]);

    public bool HasSameForm(SliMeaning other) =>
        Form == other.Form
        && IsGood == other.IsGood
        && Scale.Equals(other.Scale)
        && Budget is null == other.Budget is null
        && IsRemaining == other.IsRemaining;
}

/// <summary>An SLI where it is recorded, or where it stands in a query.</summary>
/// <param name="Shape">What it measures.</param>
internal sealed record SliSource(SliShape Shape)
{
    /// <summary>The rules of the SLI; null while the rule in which it stands is read.</summary>
    public SliNode? Node { get; init; }

    /// <summary>Conditions that choose some of its series.</summary>
    public IReadOnlyList<LabelMatcher> Scope { get; init; } = [];

    /// <summary>Whether it and the sources beside it are one SLI, because they are summed.</summary>
    public bool IsMerged { get; init; }

    /// <summary>Labels of the recording rule.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;
}

/// <summary>What an SLI measures, without ranges.</summary>
/// <param name="Key">The same text for the same SLI.</param>
/// <param name="Form">What kind of number it is.</param>
/// <param name="Measure">What is measured.</param>
internal sealed record SliShape(string Key, SliForm Form, SloMeasure Measure)
{
    /// <summary>How sure the form is by itself.</summary>
    public Certainty Certainty { get; init; } = Certainty.Certain;

    /// <summary>Why it is one, for the item's reason.</summary>
    public string Why { get; init; } = "";

    /// <summary>Conditions of all its events, for the service.</summary>
    public IReadOnlyList<LabelMatcher> Conditions { get; init; } = [];

    /// <summary>Metrics, for the mapping.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Whether only the name says what it is, because nobody records it here.</summary>
    public bool IsNameOnly { get; init; }

    /// <summary>Seconds in one unit of a duration.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>Recording rules that were followed for it.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; init; } = [];
}

/// <summary>What kind of number an SLI is.</summary>
internal enum SliForm
{
    /// <summary>A share of events or of time.</summary>
    Ratio,

    /// <summary>A quantile of the duration.</summary>
    Quantile,

    /// <summary>The average duration.</summary>
    Average,
}
