using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>Reads the parameters of a template: a mapping from names to what each is.</summary>
internal static class ParameterReader
{
    private static readonly string[] Reserved = [TemplateValues.Service, TemplateValues.Namespace, TemplatePlaceholder.Window];

    public static IReadOnlyList<TemplateParameter> Read(MapReader root, ProblemList problems)
    {
        var parameters = new List<TemplateParameter>();
        if (root.Map("parameters", required: false) is not { } map)
            return parameters;
        foreach (var (name, node) in map.Entries())
        {
            var field = map.Path(ServiceName.Printable(name));
            if (!TemplatePlaceholder.IsName(name))
                problems.Add(
                    node,
                    field,
                    $"'{ServiceName.Printable(name)}' is not a name of a parameter",
                    "Use at most 64 letters, digits and '_', with a letter first"
                );
            else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
                problems.Add(
                    node,
                    field,
                    $"'{name}' is not a parameter: its value comes from the plan",
                    "Remove it; {{." + name.ToLowerInvariant() + "}} is there anyway"
                );
            else if (parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)))
                problems.Add(node, field, $"'{name}' is duplicated, and capitals make no difference", "Give one another name");
            else if (MapReader.Open(node, field, problems) is { } item)
                parameters.Add(Parameter(name, item));
        }

        return parameters;
    }

    private static TemplateParameter Parameter(string name, MapReader map)
    {
        var parameter = new TemplateParameter(name, map.RequiredText("description"))
        {
            Default = Value(map, "default"),
            Example = Value(map, "example"),
            IsRegex = map.Boolean("regex"),
        };
        map.ReportUnknownKeys();
        if (parameter.Default is null && parameter.Example is null)
            map.Problem(
                map.Node,
                "example",
                "The parameter has neither a default nor an example",
                "Add a default, or an example of what a user must give"
            );
        CheckPlaceholders(parameter.Default, "default", [TemplateValues.Service, TemplateValues.Namespace], map);
        CheckPlaceholders(parameter.Example, "example", [], map);
        return parameter;
    }

    private static string? Value(MapReader map, string key)
    {
        var text = map.OptionalText(key);
        if (text is { Length: > 1024 })
            map.Problem(map.NodeOf(key), key, "The value has more than 1024 characters", "Write a shorter one");
        if (text is { Length: 0 })
            map.Problem(map.NodeOf(key), key, "The value is empty", "Write one, or remove the key");
        return text;
    }

    private static void CheckPlaceholders(string? text, string key, string[] allowed, MapReader map)
    {
        if (text is null)
            return;
        TemplatePlaceholder.Replace(
            text,
            name =>
            {
                if (!allowed.Contains(name))
                {
                    map.Problem(
                        map.NodeOf(key),
                        key,
                        "{{." + name + "}} cannot stand here",
                        allowed.Length == 0 ? "Write a value" : "Write a value, {{.service}} or {{.namespace}}"
                    );
                }

                return "";
            }
        );
    }
}
