namespace ProgressiveSlo.Text;

/// <summary>Whole numbers with what they count, for messages.</summary>
public static class CountText
{
    /// <summary><c>1 day</c>, <c>2 days</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for more; <paramref name="one"/> with an s when left out.</param>
    public static string Of(long number, string one, string? many = null) => Whole(number) + " " + (number == 1 ? one : many ?? one + "s");

    /// <summary>The digits.</summary>
    /// <param name="number">The number.</param>
    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
