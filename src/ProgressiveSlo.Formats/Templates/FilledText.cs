using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>
/// Fills the placeholders of one text: a label condition, a query, or a value alone. In quotes a value is escaped, after <c>=~</c> and
/// <c>!~</c> as a regular expression, too, so it stands for itself alone. Outside of quotes only a name, a number or a duration may
/// stand: no value changes what a query does.
/// </summary>
internal sealed class FilledText
{
    private static readonly Regex Bare = new(
        @"^(?:[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9]+(?:\.[0-9]+)?|(?:[0-9]+(?:ms|[smhdwy]))+)\z",
        RegexOptions.CultureInvariant,
        System.TimeSpan.FromSeconds(1)
    );

    private readonly string _text;
    private readonly TemplateValues _values;
    private readonly System.Action<string> _used;
    private readonly StringBuilder _filled;
    private char _quote;
    private bool _isRegex;

    private FilledText(string text, TemplateValues values, System.Action<string> used)
    {
        _text = text;
        _values = values;
        _used = used;
        _filled = new StringBuilder(text.Length + 32);
    }

    /// <summary>The filled text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The values.</param>
    /// <param name="used">Gets the name of each placeholder.</param>
    /// <exception cref="SloValidationException">There is no such placeholder, or the value does not fit there.</exception>
    public static string Create(string text, TemplateValues values, System.Action<string> used) =>
        text.IndexOf("{{", System.StringComparison.Ordinal) < 0 ? text : new FilledText(text, values, used).Fill();

    private string Fill()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            if (TemplatePlaceholder.IsAt(_text, i, out var name, out var length))
            {
                if (name == TemplatePlaceholder.Window)
                    _filled.Append(_text, i, length);
                else
                    _filled.Append(Value(name));
                i += length - 1;
                continue;
            }

            _filled.Append(_text[i]);
            if (_quote is '"' or '\'' && _text[i] == '\\' && i + 1 < _text.Length && _text[i + 1] != '{')
                _filled.Append(_text[++i]);
            else
                Pass(i);
        }

        return _filled.ToString();
    }

    private void Pass(int at)
    {
        var c = _text[at];
        if (_quote == '\0' && c is '"' or '\'' or '`' or '#')
        {
            _quote = c;
            _isRegex = Operator(at) is "=~" or "!~";
        }
        else if (c == (_quote == '#' ? '\n' : _quote))
        {
            _quote = '\0';
        }
    }

    private string Operator(int quote)
    {
        var end = quote;
        while (end > 0 && char.IsWhiteSpace(_text[end - 1]))
            end--;
        return end < 2 ? "" : _text.Substring(end - 2, 2);
    }

    private string Value(string name)
    {
        if (_values.Find(name) is not { } value)
            throw new SloValidationException(
                "",
                $"The template has no parameter '{ServiceName.Printable(name)}'",
                "Declare it below parameters, or write one of " + string.Join(", ", _values.Names) + ", or window"
            );
        _used(name);
        if (_quote is '\0' or '#')
        {
            return Bare.IsMatch(value)
                ? value
                : throw new SloValidationException(
                    "",
                    $"'{ServiceName.Printable(value)}' for '{name}' stands outside of quotes, where a name, a number or a duration belongs",
                    "Give letters, digits, '_' and ':' with no digit first, or a number such as 0.5, or a duration such as 5m"
                );
        }

        if (_isRegex && !_values.IsRegex(name))
            value = RegexText.Escape(value);
        if (_quote == '`')
            return value.IndexOf('`') < 0
                ? value
                : throw new SloValidationException(
                    "",
                    $"'{ServiceName.Printable(value)}' for '{name}' has a back quote",
                    "Leave it out, or let the template use double quotes"
                );
        return value.Replace("\\", "\\\\").Replace(_quote.ToString(), "\\" + _quote);
    }
}

/// <summary>A tree with every placeholder in its values filled. Lines and columns stay those of the template.</summary>
internal static class FilledTree
{
    public static YamlNode Create(YamlNode node, string field, TemplateValues values, ProblemList problems, Action<string> used) =>
        node switch
        {
            YamlMap map => new YamlMap(
                map.Line,
                map.Column,
                map.Entries.Select(e => new KeyValuePair<YamlScalar, YamlNode>(
                        e.Key,
                        Create(e.Value, field.Length == 0 ? e.Key.Value : field + "." + e.Key.Value, values, problems, used)
                    ))
                    .ToArray()
            ),
            YamlList list => new YamlList(
                list.Line,
                list.Column,
                list.Items.Select(
                        (item, i) => Create(item, field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", values, problems, used)
                    )
                    .ToArray()
            ),
            YamlScalar scalar => Fill(scalar, field, values, problems, used),
            _ => node,
        };

    private static YamlScalar Fill(YamlScalar scalar, string field, TemplateValues values, ProblemList problems, Action<string> used)
    {
        try
        {
            var text = FilledText.Create(scalar.Value, values, used);
            return text == scalar.Value ? scalar : new YamlScalar(scalar.Line, scalar.Column, text, plain: false);
        }
        catch (SloValidationException e)
        {
            problems.Add(scalar, field, e.Problem.Message, e.Problem.Fix);
            return scalar;
        }
    }
}
