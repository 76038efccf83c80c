using System;
using System.Globalization;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Finds the node of a field by its path, such as <c>phases[1].targets.availability</c>.</summary>
internal static class FieldPlace
{
    /// <summary>The node of the field, or of the nearest one around it that is there; null when not even the first part is.</summary>
    public static YamlNode? Find(YamlNode root, string field)
    {
        YamlNode? found = null;
        var node = root;
        foreach (var part in field.Replace("[", ".[").Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                YamlMap map => map.Find(part),
                YamlList list when Index(part) is { } index && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
                break;
            found = node = next;
        }

        return found;
    }

    private static int? Index(string part) =>
        part.Length > 2 && part[0] == '[' && int.TryParse(part.Substring(1, part.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
