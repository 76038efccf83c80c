namespace ProgressiveSlo.Migration.Recognition;

/// <summary>A number, and how it was made: <c>14.4 * (1 - 0.999)</c> is a factor on an error budget.</summary>
internal sealed class NumberMeaning(double value) : ExpressionMeaning
{
    /// <summary>The number; NaN when it comes from a series that nobody records here.</summary>
    public double Value { get; } = value;

    /// <summary>The factor on the budget, or null for a number that is no such product.</summary>
    public double? Factor { get; init; }

    /// <summary>The budget; null when there is no factor, or when the budget comes from a series.</summary>
    public double? Budget { get; init; }

    /// <summary>Whether the budget was written as 1 - target, so that there is no doubt about it.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>What was subtracted from 1 or 100, for a threshold on a success ratio.</summary>
    public NumberMeaning? Complement { get; init; }

    /// <summary>The series that the number comes from, or null.</summary>
    public string? Series { get; init; }

    /// <summary>What the series says for each set of labels, where it is recorded.</summary>
    public IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, NumberMeaning Number)> Choices { get; init; } = [];

    /// <summary>Whether the number is read as a budget when a ratio is divided by it.</summary>
    public bool IsBudget => Factor is not null || (Value > 0 && Value < 0.5) || Series is not null;

    public static NumberMeaning operator +(NumberMeaning left, NumberMeaning right) => new(left.Value + right.Value);

    public static NumberMeaning operator -(NumberMeaning left, NumberMeaning right)
    {
        var value = System.Math.Round(left.Value - right.Value, 12);
        if (left.Value is not (1 or 100))
            return new(value);
        if (right.Factor is not null)
            return new(value)
            {
                Complement = right,
                Series = right.Series,
                Choices = right.Choices,
            };
        if (right.Series is not null)
            return new(value)
            {
                Factor = 1,
                Budget = double.IsNaN(value) ? null : value,
                IsExplicit = true,
                Series = right.Series,
                Choices = Map(right, c => left - c),
            };
        var isBudget = right.Value / left.Value is >= 0.5 and < 1;
        return isBudget
            ? new(value)
            {
                Factor = 1,
                Budget = value,
                IsExplicit = true,
            }
            : new(value);
    }

    public static NumberMeaning operator *(NumberMeaning left, NumberMeaning right)
    {
        var value = left.Value * right.Value;
        if (right.Factor is not null && left.Factor is null)
            (left, right) = (right, left);
        if (left.Factor is not null)
        {
            var other = right.Value;
            return other is 100 or 0.01 && left.IsExplicit
                ? new(value)
                {
                    Factor = left.Factor,
                    Budget = left.Budget * other,
                    IsExplicit = true,
                    Series = left.Series,
                    Choices = Map(left, c => c * right),
                }
                : new(value)
                {
                    Factor = left.Factor * other,
                    Budget = left.Budget,
                    IsExplicit = left.IsExplicit,
                    Series = left.Series,
                    Choices = Map(left, c => c * right),
                };
        }

        if (left.Series is not null || right.Series is not null)
        {
            // A series that is multiplied with a factor is taken for a budget: nobody multiplies a target.
            var (series, factor) = left.Series is not null ? (left, right) : (right, left);
            return new(value)
            {
                Factor = factor.Value,
                Budget = double.IsNaN(series.Value) ? null : series.Value,
                IsExplicit = true,
                Series = series.Series,
                Choices = Map(
                    series,
                    c =>
                        new NumberMeaning(c.Value)
                        {
                            Factor = 1,
                            Budget = c.Value,
                            IsExplicit = true,
                        } * factor
                ),
            };
        }

        var (small, large) = left.Value < right.Value ? (left.Value, right.Value) : (right.Value, left.Value);
        return small is > 0 and < 0.5 && large is >= 0.5 and not 100 ? new(value) { Factor = large, Budget = small } : new(value);
    }

    public static NumberMeaning operator /(NumberMeaning left, NumberMeaning right) =>
        left.Factor is null ? new(left.Value / right.Value)
        : right.Value == 100
            ? new(left.Value / 100)
            {
                Factor = left.Factor,
                Budget = left.Budget / 100,
                IsExplicit = left.IsExplicit,
                Series = left.Series,
                Choices = left.Choices,
            }
        : new(left.Value / right.Value)
        {
            Factor = left.Factor / right.Value,
            Budget = left.Budget,
            IsExplicit = left.IsExplicit,
            Series = left.Series,
            Choices = left.Choices,
        };

    private static List<(IReadOnlyDictionary<string, string> Labels, NumberMeaning Number)> Map(
        NumberMeaning number,
        System.Func<NumberMeaning, NumberMeaning> change
    )
    {
        var choices = new List<(IReadOnlyDictionary<string, string> Labels, NumberMeaning Number)>(number.Choices.Count);
        foreach (var (labels, choice) in number.Choices)
            choices.Add((labels, change(choice)));
        return choices;
    }
}
