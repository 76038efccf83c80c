using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Templates;

/// <summary>The values of a template's placeholders: those of the plan, and one for each parameter.</summary>
public sealed class TemplateValues
{
    /// <summary>The placeholder of the service's name.</summary>
    public const string Service = "service";

    /// <summary>The placeholder of the service's namespace.</summary>
    public const string Namespace = "namespace";

    private const string Field = "TemplateParameter";
    private const int Longest = 1024;

    private readonly Dictionary<string, string> _values;
    private readonly HashSet<string> _regexes;

    private TemplateValues(Dictionary<string, string> values, IEnumerable<string> regexes)
    {
        _values = values;
        _regexes = new HashSet<string>(regexes, StringComparer.Ordinal);
    }

    /// <summary>Names of all placeholders.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The value of a placeholder, or null when there is none of that name.</summary>
    /// <param name="name">Name, in the spelling of the template.</param>
    public string? Find(string name) =>
        _values.TryGetValue(name ?? throw new ArgumentNullException(nameof(name)), out var value) ? value : null;

    /// <summary>Whether a value is a regular expression.</summary>
    /// <param name="name">Name, in the spelling of the template.</param>
    public bool IsRegex(string name) => _regexes.Contains(name);

    /// <summary>Values to check a template with, before anybody gives some.</summary>
    /// <param name="parameters">The template's parameters.</param>
    public static TemplateValues Sample(IReadOnlyList<TemplateParameter> parameters)
    {
        if (parameters is null)
            throw new ArgumentNullException(nameof(parameters));
        var values = Plan("sample", "sample");
        foreach (var parameter in parameters)
            values[parameter.Name] = parameter.Default is { } text ? Fill(text, values) : parameter.Example ?? "sample";
        return new TemplateValues(values, Regexes(parameters));
    }

    /// <summary>Merges what was given with the defaults.</summary>
    internal static TemplateValues Resolve(
        SloTemplate template,
        string service,
        string @namespace,
        IEnumerable<KeyValuePair<string, string?>> given
    )
    {
        var values = Plan(service, @namespace);
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in given)
            named[Known(template, pair.Key)] = Check(pair.Key, pair.Value);
        foreach (var parameter in template.Parameters)
        {
            values[parameter.Name] =
                named.TryGetValue(parameter.Name, out var value) ? value
                : parameter.Default is { } text ? Fill(text, values)
                : throw Missing(template, parameter);
        }

        return new TemplateValues(values, Regexes(template.Parameters));
    }

    private static Dictionary<string, string> Plan(string service, string @namespace) =>
        new(StringComparer.Ordinal) { [Service] = service, [Namespace] = @namespace };

    private static IEnumerable<string> Regexes(IEnumerable<TemplateParameter> parameters) =>
        parameters.Where(p => p.IsRegex).Select(p => p.Name);

    // A default is a value: what it stands for is escaped where the whole is put.
    private static string Fill(string text, Dictionary<string, string> values) => TemplatePlaceholder.Replace(text, name => values[name]);

    private static string Known(SloTemplate template, string name)
    {
        if (template.Parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)))
            return name;
        var known = template.Parameters.Select(p => p.Name).ToArray();
        var near = Spelling.Nearest(name, known);
        throw new SloValidationException(
            Field,
            $"The template '{template.Name}' has no parameter '{PrintableText.Escape(name)}'",
            (near is null ? "" : $"Did you mean '{near}'? ") + (known.Length == 0 ? "It has none" : "It has " + string.Join(", ", known))
        );
    }

    private static string Check(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            throw new SloValidationException(
                Field,
                $"'{PrintableText.Escape(name)}' has no value",
                "Give one, or leave the key out for its default"
            );
        if (value!.Length > Longest || !PrintableText.IsPrintable(value))
            throw new SloValidationException(
                Field,
                $"'{PrintableText.Escape(name)}' has more than 1024 characters, several lines, or characters that do not print",
                "Give one line of plain text"
            );
        return value;
    }

    private static SloValidationException Missing(SloTemplate template, TemplateParameter parameter)
    {
        var others = template.Parameters.Where(p => p != parameter).Select(p => p.Name).ToArray();
        return new SloValidationException(
            Field,
            $"The template '{template.Name}' needs a value for '{parameter.Name}': {parameter.Description}",
            $"Give it with -TemplateParameter @{{ {parameter.Name} = '{(parameter.Example ?? "...").Replace("'", "''")}' }}"
                + (others.Length == 0 ? "" : "; its other parameters are " + string.Join(", ", others))
        );
    }
}

/// <summary>
/// A place in a template: <c>{{.name}}</c>, with spaces inside the braces if one likes. It is the form of <c>{{.window}}</c>, which stays
/// for
/// the rules. No PromQL outside of quotes has two open braces together, so nothing else can be meant.
/// </summary>
public static class TemplatePlaceholder
{
    /// <summary>The placeholder that templates leave alone.</summary>
    public const string Window = "window";

    private static readonly Regex Form = new(
        @"\G\{\{ *\.([a-zA-Z][a-zA-Z0-9_]*) *\}\}",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Whether a name can be a parameter's: letters, digits and <c>_</c>, at most 64, with a letter first.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= 64 } && Form.Match("{{." + name + "}}") is { Success: true } match && match.Groups[1].Value == name;

    /// <summary>Whether a placeholder begins at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The position.</param>
    /// <param name="name">Its name.</param>
    /// <param name="length">How long it is.</param>
    public static bool IsAt(string text, int at, out string name, out int length)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        (name, length) = ("", 0);
        if (text[at] != '{' || Form.Match(text, at) is not { Success: true } match)
            return false;
        (name, length) = (match.Groups[1].Value, match.Length);
        return true;
    }

    /// <summary>The text with each placeholder replaced, as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value of a name.</param>
    public static string Replace(string text, Func<string, string> value)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (value is null)
            throw new ArgumentNullException(nameof(value));
        var filled = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsAt(text, i, out var name, out var length))
            {
                filled.Append(value(name));
                i += length - 1;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }
}
