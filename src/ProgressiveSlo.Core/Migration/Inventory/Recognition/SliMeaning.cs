using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>An SLI, or several of one form that a recorded name stands for.</summary>
internal sealed class SliMeaning : Meaning
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
        bool? isSampleSum = null) => new(sources ?? Sources)
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
        Form == other.Form && IsGood == other.IsGood && Scale.Equals(other.Scale) && Budget is null == other.Budget is null && IsRemaining == other.IsRemaining;
}
