using System.Globalization;
using System.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Label names of Prometheus, and other names as such.</summary>
internal static class LabelNames
{
    private const string Mark = "U__";

    /// <summary>Whether Prometheus takes the name.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9')
            return false;
        foreach (var c in name)
        {
            if (!IsNameCharacter(c))
                return false;
        }

        return true;
    }

    /// <summary>
    /// A part of a label name that any name can be read back from. A name with other characters than letters, digits and single '_'
    /// is written as Prometheus escapes names: <c>U__</c>, then <c>__</c> for '_' and <c>_hex_</c> for the others.
    /// </summary>
    public static string Encode(string name)
    {
        if (IsPlain(name))
            return name;
        var text = new StringBuilder(Mark);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '_')
                text.Append("__");
            else if (IsNameCharacter(name[i]))
                text.Append(name[i]);
            else
                text.Append('_').Append(((int)name[i]).ToString("x", CultureInfo.InvariantCulture)).Append('_');
        }

        return text.ToString();
    }

    /// <summary>The name that <see cref="Encode"/> was given.</summary>
    public static string Decode(string part)
    {
        if (!part.StartsWith(Mark, System.StringComparison.Ordinal))
            return part;
        var text = new StringBuilder();
        for (var i = Mark.Length; i < part.Length; i++)
        {
            if (part[i] != '_')
            {
                text.Append(part[i]);
                continue;
            }

            var end = part.IndexOf('_', i + 1);
            if (end == i + 1)
                text.Append('_');
            else if (end > 0 && ushort.TryParse(part.Substring(i + 1, end - i - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                text.Append((char)code);
            else
                return part;
            i = end;
        }

        return text.ToString();
    }

    /// <summary>The nearest name that Prometheus takes: other characters become '_'. For alerts, where people read it.</summary>
    public static string Nearest(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name)
            text.Append(IsNameCharacter(c) ? c : '_');
        if (text.Length == 0 || text[0] is >= '0' and <= '9')
            text.Insert(0, '_');

        // Two of them at the start are Prometheus's own.
        while (text.Length > 1 && text[0] == '_' && text[1] == '_')
            text.Remove(0, 1);
        return text.ToString();
    }

    private static bool IsPlain(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsNameCharacter(name[i]) || (name[i] == '_' && i > 0 && name[i - 1] == '_'))
                return false;
        }

        return name.Length > 0;
    }

    private static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
