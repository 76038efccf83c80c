using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Discovery;

/// <summary>
/// Names of services from values of labels, each once. A value may be an address, or anything else that a server was made to hold; the
/// selector keeps the value, and the service gets a name that files and tools can have.
/// </summary>
internal sealed class ServiceNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>A name, and the namespace that the value holds, if any.</summary>
    /// <param name="label">The label.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Null where no name can be made of it, or the same service has been seen already.</returns>
    public (string Name, string? Namespace)? Find(string label, string value)
    {
        if (!PrintableText.IsPrintable(value) || _values.Contains(value))
            return null;

        // "namespace/name" is a job of OpenTelemetry and of a PodMonitor. Source: OpenTelemetry, "Prometheus and OpenMetrics
        // Compatibility"; Prometheus Operator, PodMonitor.
        var parts = label is "job" or "exported_job" ? value.Split('/') : [];
        var isJob = parts.Length == 2 && IsValid(parts[0]) && IsValid(parts[1]);
        if (isJob && TryTake(parts[1], value))
            return (parts[1], parts[0]);
        var name = Clean(value);
        if (name.Length == 0)
            return null;
        var @namespace = isJob ? parts[0] : null;
        if (TryTake(name, value))
            return (name, @namespace);
        var other = name + "-" + Digest.Hex(value, 3);
        return IsValid(other) && TryTake(other, value) ? (other, @namespace) : null;
    }

    /// <summary>Whether a value has a name already.</summary>
    /// <param name="value">The value.</param>
    public bool HasSeen(string value) => _values.Contains(value);

    private bool TryTake(string name, string value)
    {
        if (!_taken.Add(name))
            return false;
        _values.Add(value);
        return true;
    }

    // https://shop.example/health becomes shop.example-health.
    private static string Clean(string value)
    {
        if (IsValid(value))
            return value;
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var text = new StringBuilder();
        foreach (var c in scheme is > 0 and < 12 ? value.Substring(scheme + 3) : value)
        {
            var isAllowed = char.IsLetterOrDigit(c) || (c is '-' or '_' or '.' or ':' or '@' or '+' && text.Length > 0);
            if (isAllowed && !(c == '.' && text[text.Length - 1] == '.'))
                text.Append(c);
            else if (text.Length > 0 && text[text.Length - 1] != '-')
                text.Append('-');
        }

        while (text.Length > 0 && !char.IsLetterOrDigit(text[text.Length - 1]))
            text.Length--;
        var name = text.ToString();
        return IsValid(name) ? name : "";
    }

    private static bool IsValid(string name)
    {
        try
        {
            ServiceName.Check(name);
            return true;
        }
        catch (SloValidationException)
        {
            return false;
        }
    }
}
