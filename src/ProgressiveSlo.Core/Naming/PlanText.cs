using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Naming;

/// <summary>The rule for namespace, tier and owner: one line of at most 256 characters, with no control characters.</summary>
public static class PlanText
{
    /// <summary>The longest reason or evidence, in characters.</summary>
    public const int LongestRemark = 1000;

    private const int Longest = 256;

    /// <summary>Returns the text when it is one printable line; null for null, an empty CSV cell and what shows nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <exception cref="SloValidationException">The text has control characters or is too long.</exception>
    public static string? Check(string? text, string field)
    {
        if (PrintableText.IsBlank(text))
            return null;
        if (text!.Length > Longest)
            throw new SloValidationException(
                field,
                $"The text has {text.Length.ToString(CultureInfo.InvariantCulture)} characters",
                "Use at most 256"
            );
        if (!PrintableText.IsPrintable(text))
            throw new SloValidationException(
                field,
                $"'{ServiceName.Printable(text)}' has characters that do not print",
                "Write one line of plain text"
            );
        return text;
    }

    /// <summary>
    /// Returns a remark for the audit trail: trimmed, printable, at most <see cref="LongestRemark"/> characters; null when it is empty.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <param name="lines">Whether it may have several lines; they end with LF then.</param>
    /// <exception cref="SloValidationException">The text has control characters or is too long.</exception>
    public static string? CheckRemark(string? text, string field, bool lines = false)
    {
        if (PrintableText.IsBlank(text))
            return null;
        var remark = text!.Trim().Replace("\r\n", "\n");
        if (remark.Length > LongestRemark)
            throw new SloValidationException(
                field,
                $"The text has {remark.Length.ToString(CultureInfo.InvariantCulture)} characters",
                $"Use at most {LongestRemark.ToString(CultureInfo.InvariantCulture)}, and link to the rest"
            );
        if (!PrintableText.IsPrintable(lines ? remark.Replace("\n", "") : remark))
            throw new SloValidationException(
                field,
                lines ? "The text has characters that do not print" : "The text has several lines, or characters that do not print",
                lines ? "Write plain text" : "Write one line of plain text"
            );
        return remark;
    }
}
