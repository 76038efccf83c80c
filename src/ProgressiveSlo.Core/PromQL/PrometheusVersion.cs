using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>A version of Prometheus, as far as its query language depends on it: 2.42, 3.14.</summary>
/// <param name="Major">The number before the point.</param>
/// <param name="Minor">The number after the point.</param>
public readonly record struct PrometheusVersion(int Major, int Minor) : IComparable<PrometheusVersion>
{
    /// <summary>The newest version whose query language is known here, 3.14. A later one is read like it.</summary>
    public static PrometheusVersion Newest { get; } = new(3, 14);

    /// <summary>Reads a version: <c>3.14</c>, <c>v3.14.0</c>, <c>2.42.0+ds</c>, <c>3.14.0-rc.1</c>, or <c>3</c> for 3.0.</summary>
    /// <param name="text">The text, as people write it or a server says it.</param>
    /// <param name="version">The version; what comes after the second number is left out.</param>
    /// <returns>False when the text does not begin with a version.</returns>
    public static bool TryParse(string? text, out PrometheusVersion version)
    {
        version = default;
        if (text is null)
            return false;
        var at = text.Length > 0 && text[0] is 'v' or 'V' ? 1 : 0;
        if (!TryNumber(text, ref at, out var major))
            return false;
        var minor = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (!TryNumber(text, ref at, out minor))
                return false;
        }

        version = new PrometheusVersion(major, minor);
        return at == text.Length || text[at] is '.' or '-' or '+';
    }

    /// <summary>Whether a version is older than another.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">Another one.</param>
    public static bool operator <(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether a version is newer than another.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">Another one.</param>
    public static bool operator >(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether a version is not newer than another.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">Another one.</param>
    public static bool operator <=(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a version is not older than another.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">Another one.</param>
    public static bool operator >=(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(PrometheusVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>The version as <c>3.14</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}");

    // Five digits are more than any version has, and fit.
    private static bool TryNumber(string text, ref int at, out int number)
    {
        number = 0;
        var start = at;
        for (; at < text.Length && at - start <= 5 && AsciiChars.IsDigit(text[at]); at++)
            number = (number * 10) + (text[at] - '0');
        return at > start && at - start <= 5;
    }
}
