namespace ProgressiveSlo.Linting;

/// <summary>
/// Numbers in the labels le and quantile as Prometheus 3 stores them. Source: Prometheus, labels.FormatOpenMetricsFloat, and Go's
/// strconv.FormatFloat with 'g' and the shortest precision.
/// </summary>
internal static class OpenMetricsNumber
{
    /// <summary>The text of a number.</summary>
    /// <param name="number">The number; not NaN.</param>
    public static string Text(double number)
    {
        if (double.IsPositiveInfinity(number))
            return "+Inf";
        if (double.IsNegativeInfinity(number))
            return "-Inf";
        if (number == 0)
            return "0.0";
        var (digits, exponent) = Shortest(Math.Abs(number));
        var sign = number < 0 ? "-" : "";

        // With the shortest precision, Go writes an exponent from a million on, and below a ten thousandth.
        if (exponent is < -4 or >= 6)
        {
            var rest = digits.Length > 1 ? "." + digits.Substring(1) : "";
            return $"{sign}{digits[0]}{rest}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0') + ".0"
            : sign + digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }

    // The digits without zeros at the end, and the power of ten of the first one.
    private static (string Digits, int Exponent) Shortest(double number)
    {
        for (var precision = 14; ; precision++)
        {
            var text = number.ToString("E" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (precision < 16 && double.Parse(text, CultureInfo.InvariantCulture) != number)
                continue;
            var at = text.IndexOf('E');
            var digits = text.Substring(0, at).Replace(".", "").TrimEnd('0');
            return (digits, int.Parse(text.Substring(at + 1), CultureInfo.InvariantCulture));
        }
    }
}
