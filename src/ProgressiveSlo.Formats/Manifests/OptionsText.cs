using System.Text;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>A name and its options as one text, for an indicator that only the tool it was written for understands.</summary>
internal static class OptionsText
{
    private static readonly Regex _option = new(
        "([^\\s=,{]+)=\"((?:[^\"\\\\]|\\\\.)*)\"",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>For example <c>org/plugin {job="api"}</c>.</summary>
    public static string Write(string name, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
            return name;
        var text = new StringBuilder(name).Append(" {");
        foreach (var option in options.OrderBy(o => o.Key, StringComparer.Ordinal))
            text.Append(text[text.Length - 1] == '{' ? "" : ", ")
                .Append(option.Key)
                .Append("=\"")
                .Append(option.Value.Replace("\\", "\\\\").Replace("\"", "\\\""))
                .Append('"');
        return text.Append('}').ToString();
    }

    /// <summary>The name in a text, and its options.</summary>
    public static (string Name, IReadOnlyDictionary<string, string> Options) Read(string text)
    {
        var brace = text.IndexOf(" {", StringComparison.Ordinal);
        if (brace < 0)
            return (text, new Dictionary<string, string>());
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match option in _option.Matches(text.Substring(brace)))
            options[option.Groups[1].Value] = Regex.Replace(option.Groups[2].Value, "\\\\(.)", "$1", RegexOptions.Singleline);
        return (text.Substring(0, brace), options);
    }
}
