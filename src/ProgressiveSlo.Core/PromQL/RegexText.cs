using System;
using System.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>Texts in regular expressions of PromQL, which are RE2.</summary>
public static class RegexText
{
    private const string Special = "\\.+*?()|[]{}^$";

    /// <summary>The expression that matches a text alone. Source: regexp.QuoteMeta of Go.</summary>
    /// <param name="text">The text.</param>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder((text ?? throw new ArgumentNullException(nameof(text))).Length);
        foreach (var c in text)
        {
            if (Special.IndexOf(c) >= 0)
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
