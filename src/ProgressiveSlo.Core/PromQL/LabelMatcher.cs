using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PromQL;

/// <summary>One label condition of a metric selector, for example <c>status_code !~ "5.."</c>.</summary>
public sealed class LabelMatcher : IEquatable<LabelMatcher>
{
    private static readonly Regex Form = new(
        "^\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(?:\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)')\\s*$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Makes a matcher.</summary>
    /// <param name="label">Label name, <c>[a-zA-Z_][a-zA-Z0-9_]*</c>.</param>
    /// <param name="operator">One of <c>=</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</param>
    /// <param name="value">The value or regular expression, unescaped.</param>
    public LabelMatcher(string label, string @operator, string value)
    {
        Label = label;
        Operator = @operator;
        Value = value;
    }

    /// <summary>Label name.</summary>
    public string Label { get; }

    /// <summary>One of <c>=</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</summary>
    public string Operator { get; }

    /// <summary>The value or regular expression, unescaped.</summary>
    public string Value { get; }

    /// <summary>The condition that every series meets which does not meet this one.</summary>
    /// <returns>The same label and value with the other operator.</returns>
    public LabelMatcher ToOpposite() =>
        new(
            Label,
            Operator switch
            {
                "=" => "!=",
                "!=" => "=",
                "=~" => "!~",
                _ => "=~",
            },
            Value
        );

    /// <summary>Reads a filter such as <c>status_code !~ "5.."</c>.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="field">Name of the field, for the error.</param>
    /// <exception cref="SloValidationException">The text is not label, operator and quoted value.</exception>
    public static LabelMatcher Parse(string text, string field)
    {
        var match = Form.Match(text);
        if (!match.Success)
            throw new SloValidationException(
                new FieldProblem(
                    field,
                    $"'{text}' is not a label filter",
                    "Write label, operator (=, !=, =~, !~) and quoted value, for example: status_code !~ \"5..\""
                )
                {
                    Code = "LabelFilterInvalid",
                }
            );
        var value = match.Groups[3].Success ? match.Groups[3].Value : match.Groups[4].Value;
        return new LabelMatcher(match.Groups[1].Value, match.Groups[2].Value, Unescape(value));
    }

    /// <inheritdoc/>
    public bool Equals(LabelMatcher? other) =>
        other is not null && Label == other.Label && Operator == other.Operator && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelMatcher);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Label) ^ (StringComparer.Ordinal.GetHashCode(Value) * 397);

    /// <summary>The filter in one spelling: <c>status_code !~ "5.."</c>.</summary>
    public override string ToString() => $"{Label} {Operator} \"{Escape(Value)}\"";

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r");

    private static string Unescape(string value)
    {
        if (value.IndexOf('\\') < 0)
            return value;
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                text.Append(value[i]);
                continue;
            }

            i++;
            text.Append(
                value[i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    var other => other,
                }
            );
        }

        return text.ToString();
    }
}

/// <summary>Tries label conditions on values, as Prometheus would: a regular expression must match the whole value.</summary>
public static class LabelMatching
{
    private const int LongestPattern = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Whether a value meets the condition; null when that cannot be said, because this runtime reads the expression otherwise.
    /// </summary>
    /// <param name="matcher">The condition.</param>
    /// <param name="value">The value of its label; empty where there is none.</param>
    public static bool? Matches(LabelMatcher matcher, string value) =>
        (matcher ?? throw new ArgumentNullException(nameof(matcher))).Operator switch
        {
            "=" => matcher.Value == value,
            "!=" => matcher.Value != value,
            "=~" => IsMatch(matcher.Value, value),
            _ => !IsMatch(matcher.Value, value),
        };

    private static bool? IsMatch(string pattern, string value)
    {
        if (pattern.Length > LongestPattern)
            return null;
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }
}

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
