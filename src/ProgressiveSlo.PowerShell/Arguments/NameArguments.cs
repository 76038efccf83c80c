using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Names with wildcards, without regard to capitals.</summary>
internal static class NamePattern
{
    /// <summary>The pattern of a name.</summary>
    /// <param name="text">What the user gave.</param>
    /// <param name="field">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">It is not a pattern: a bracket is open.</exception>
    public static WildcardPattern Create(string text, string field)
    {
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // It is read with its first use.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            throw new SloValidationException(
                field,
                $"'{PrintableText.Escape(text)}' is not a pattern",
                "Close the bracket, or write `[ for a bracket that is meant as one"
            );
        }
    }
}

/// <summary>What <c>-RuleLabel</c> takes: a hashtable of label names and values.</summary>
internal static class RuleLabelArgument
{
    /// <summary>The labels, sorted by name.</summary>
    /// <exception cref="SloValidationException">A name is not a label name.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(IDictionary? argument)
    {
        var labels = new Dictionary<string, string>();
        if (argument is null)
            return labels;
        foreach (var entry in argument.Entries().OrderBy(e => e.Key.ToString(), System.StringComparer.Ordinal))
        {
            var name = entry.Key.ToString() ?? "";
            if (!LabelNames.IsValid(name))
                throw new SloValidationException(
                    "RuleLabel",
                    $"'{ServiceName.Printable(name)}' is not a label name",
                    "Use letters, digits and '_', and no digit at the start"
                );
            labels[name] = entry.Value?.ToString() ?? "";
        }

        return labels;
    }
}

/// <summary>What <c>-ObjectLabel</c> takes: a hashtable of labels of Kubernetes objects.</summary>
internal static class ObjectLabelArgument
{
    /// <summary>The labels, sorted by name.</summary>
    /// <exception cref="SloValidationException">Kubernetes takes no such key or value.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(IDictionary? argument)
    {
        var labels = new Dictionary<string, string>();
        foreach (var label in LabelArgument.Resolve(argument).OrderBy(l => l.Key, System.StringComparer.Ordinal))
        {
            if (!KubernetesNames.IsKey(label.Key))
                throw new SloValidationException(
                    "ObjectLabel",
                    $"'{ServiceName.Printable(label.Key)}' is not the key of a label in Kubernetes",
                    "Use letters, digits, '-', '_' and '.', at most 63, with a domain and '/' before them or not, for example release"
                );
            if (!KubernetesNames.IsLabelValue(label.Value))
                throw new SloValidationException(
                    "ObjectLabel",
                    $"'{ServiceName.Printable(label.Value)}' is not the value of a label in Kubernetes",
                    "Use letters, digits, '-', '_' and '.', at most 63"
                );
            labels[label.Key] = label.Value;
        }

        return labels;
    }
}

/// <summary>What <c>-Label</c> takes: a hashtable of label names and values.</summary>
internal static class LabelArgument
{
    /// <summary>The labels as texts; what plans allow is checked there.</summary>
    public static IReadOnlyDictionary<string, string> Resolve(IDictionary? argument) =>
        argument is null
            ? new Dictionary<string, string>()
            : argument
                .Entries()
                .ToDictionary(
                    e => e.Key.ToString() ?? "",
                    e => e.Value is null ? "" : System.Management.Automation.LanguagePrimitives.ConvertTo<string>(e.Value),
                    StringComparer.Ordinal
                );
}

/// <summary>What <c>-By</c> stands for when it is not given: who started the pipeline, otherwise who is logged in.</summary>
internal static class ActorArgument
{
    // Azure Pipelines, GitHub Actions, GitLab CI.
    private static readonly string[] _pipelines = ["BUILD_REQUESTEDFOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN"];

    public static string Resolve(string? given)
    {
        if (given is not null)
            return given;
        foreach (var name in _pipelines)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } person)
                return person;
        }

        return Environment.UserName;
    }
}
