using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Templates;

/// <summary>A tree with every placeholder in its values filled. Lines and columns stay those of the template.</summary>
internal static class FilledTree
{
    public static YamlNode Of(YamlNode node, string field, TemplateValues values, ProblemList problems, Action<string> used) => node switch
    {
        YamlMap map => new YamlMap(map.Line, map.Column, map.Entries
            .Select(e => new KeyValuePair<YamlScalar, YamlNode>(e.Key, Of(e.Value, field.Length == 0 ? e.Key.Value : field + "." + e.Key.Value, values, problems, used)))
            .ToArray()),
        YamlList list => new YamlList(list.Line, list.Column, list.Items
            .Select((item, i) => Of(item, field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", values, problems, used))
            .ToArray()),
        YamlScalar scalar => Fill(scalar, field, values, problems, used),
        _ => node,
    };

    private static YamlScalar Fill(YamlScalar scalar, string field, TemplateValues values, ProblemList problems, Action<string> used)
    {
        try
        {
            var text = FilledText.Of(scalar.Value, values, used);
            return text == scalar.Value ? scalar : new YamlScalar(scalar.Line, scalar.Column, text, plain: false);
        }
        catch (SloValidationException e)
        {
            problems.Add(scalar, field, e.Problem.Message, e.Problem.Mend);
            return scalar;
        }
    }
}
