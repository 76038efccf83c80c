using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Templates;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// What <c>-Template</c> takes: the name of a template in the folder of <c>-TemplatePath</c>, the name of a built-in one, the path of a
/// template file, or a template. The first of them that there is counts. A call reads each file once.
/// </summary>
internal sealed class TemplateArgument(string? folder, SessionState session)
{
    private readonly Dictionary<string, SloTemplate> _found = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<SloTemplate>? _own;

    /// <summary>The template that was asked for; null when none was, as in an empty cell of a CSV file.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <exception cref="SloDocumentException">A file is not a sound template.</exception>
    /// <exception cref="SloValidationException">There is no template of that name, or no such folder.</exception>
    public SloTemplate? Resolve(object? argument)
    {
        argument = argument.Unwrap();
        if (argument is SloTemplate template)
            return template;
        var text = NamedDocument.Text(argument).Trim();
        if (text.Length == 0)
            return null;
        if (!_found.TryGetValue(text, out var found))
            _found[text] = found = NamedDocument.Resolve(text, Find, TemplateReader.ReadFile, session.Path, Missing);
        return found;
    }

    /// <summary>The templates of a folder. Two of one name are an error.</summary>
    public static IReadOnlyList<SloTemplate> ReadFolder(string folder, SessionState session)
    {
        IReadOnlyList<(string Full, string Display)> files;
        try
        {
            files = InputPaths.Resolve(folder, literal: true, session);
        }
        catch (Exception e) when (e is ItemNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new SloValidationException("TemplatePath", e.Message.TrimEnd('.'), "Give a folder with template files");
        }

        var templates = files.Select(f => TemplateReader.ReadOneOfMany(f.Full, f.Display)).OfType<SloTemplate>().ToArray();
        foreach (var several in templates.GroupBy(t => t.Name).Where(g => g.Count() > 1))
            throw new SloValidationException(
                "TemplatePath",
                $"The template '{several.Key}' is in {string.Join(" and in ", several.Select(t => ServiceName.Printable(t.Source!)))}",
                "Give one another name"
            );
        return templates;
    }

    private IReadOnlyList<SloTemplate> Own() => _own ??= string.IsNullOrEmpty(folder) ? [] : ReadFolder(folder!, session);

    private SloTemplate? Find(string name) => Own().FirstOrDefault(t => IsName(t, name)) ?? BuiltInTemplates.Find(name);

    private SloValidationException Missing(string name) =>
        new(
            "Template",
            $"There is no template or file '{name}'",
            "Give one of "
                + string.Join(", ", Own().Select(t => t.Name).Concat(BuiltInTemplates.Names).Distinct())
                + ", or the path of a template file"
        );

    private static bool IsName(SloTemplate template, string name) => string.Equals(template.Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What <c>-TemplateParameter</c> takes: a hashtable of names and values.</summary>
internal static class TemplateValueArgument
{
    /// <summary>The values by name; empty when none were given.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <exception cref="SloValidationException">A value is a list or a table.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Resolve(IDictionary? argument) =>
        argument is null
            ? []
            : argument.Entries().Select(e => new KeyValuePair<string, string?>(e.Key.ToString() ?? "", Text(e))).ToArray();

    private static string? Text(DictionaryEntry entry)
    {
        var value = entry.Value.Unwrap();
        return value is IEnumerable and not string
            ? throw new SloValidationException(
                "TemplateParameter",
                $"'{PrintableText.Escape(entry.Key.ToString() ?? "")}' has several values",
                "Give one text or number; several alternatives are a regular expression such as 'a|b', where the parameter takes one"
            )
            : LanguagePrimitives.ConvertTo<string?>(value);
    }
}
