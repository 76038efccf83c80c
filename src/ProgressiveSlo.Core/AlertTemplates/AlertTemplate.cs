using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>
/// The template in a label or an annotation of an alert, as Prometheus checks it when it loads a rule file: its syntax, its functions and
/// its variables. What it says of series is known only when an alert fires.
/// </summary>
internal static class AlertTemplate
{
    /// <summary>Why Prometheus refuses a text, or null when it takes it.</summary>
    /// <param name="text">The text of a label or an annotation.</param>
    /// <param name="version">The version of Prometheus; null for the newest.</param>
    /// <param name="hasOtherFunctions">Whether another tool evaluates the alert, whose functions are not known here.</param>
    public static AlertTemplateError? FindError(string text, PrometheusVersion? version, bool hasOtherFunctions = false)
    {
        if (text.IndexOf("{{", StringComparison.Ordinal) < 0)
            return null;
        try
        {
            new TemplateParser(new TemplateLexer(text).Read(), version, hasOtherFunctions).Read();
            return null;
        }
        catch (TemplateFailure failure)
        {
            return failure.Error;
        }
    }
}
