using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// Names of labels and alerts of the exact rules, and of the series of facts.
/// </summary>
internal static class ExactNames
{
    public const string Id = "slo_id";
    public const string Service = "slo_service";
    public const string Slo = "slo_name";

    /// <summary>The namespace, where it is not the usual one. On slo_info <see cref="Namespace"/> says it in any case.</summary>
    public const string SloNamespace = "slo_namespace";
    public const string Phase = "phase";
    public const string Revision = "revision";
    public const string Target = "target";
    public const string Window = "window";
    public const string Namespace = "namespace";
    public const string Severity = "severity";

    /// <summary>The severity of the definition, on alerts whose own labels set another <c>severity</c>.</summary>
    public const string SloSeverity = "slo_severity";

    /// <summary>On slo_info: the definition has the labels <c>service</c>, <c>phase</c> and <c>progressive</c> of a plan.</summary>
    public const string Progressive = "progressive";

    /// <summary>On slo_info: the alert settings, as JSON.</summary>
    public const string AlertSettings = "alert_settings";

    /// <summary>On slo_info: places of the alerts in the definition, where the alert rules stand in another order.</summary>
    public const string AlertOrder = "alert_order";

    /// <summary>On slo_info: which ranges of 5m in the queries are not the window; see <see cref="OwnRanges"/>.</summary>
    public const string OwnRanges = "own_ranges";

    /// <summary>On slo_info: what stands before the name of a label of the definition.</summary>
    public const string LabelPrefix = "label_";

    /// <summary>On slo_info: what stands before the name of an annotation of the definition.</summary>
    public const string AnnotationPrefix = "annotation_";

    public const string Info = "slo_info";

    public const string BurnAlert = "SloErrorBudgetBurn";
    public const string AbsentAlert = "SloIndicatorAbsent";

    /// <summary>Labels that name the SLO on every series and every alert.</summary>
    public static bool IsIdentity(string label) => label is Id or Service or Slo or SloNamespace;
}

/// <summary>Label names of Prometheus, and other names as such.</summary>
internal static class LabelNameEncoding
{
    private const string Mark = "U__";

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
            else if (AsciiChars.IsWord(name[i]))
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
            else if (
                end > 0
                && ushort.TryParse(
                    part.Substring(i + 1, end - i - 1),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
            )
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
            text.Append(AsciiChars.IsWord(c) ? c : '_');
        if (text.Length == 0 || AsciiChars.IsDigit(text[0]))
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
            if (!AsciiChars.IsWord(name[i]) || (name[i] == '_' && i > 0 && name[i - 1] == '_'))
                return false;
        }

        return name.Length > 0;
    }
}
