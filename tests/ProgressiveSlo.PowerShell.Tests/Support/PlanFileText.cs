using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.PowerShell.Tests.Support;

/// <summary>
/// The text of plan files with histories whose digests fit, as somebody writes them who knows how: the digests are computed here from the
/// text of the file, and not by the module.
/// </summary>
internal static class PlanFileText
{
    private const string Key = "\nhistory:\n";

    /// <summary>The text with digests that fit its history, whatever that says; a text that is no YAML stays as it is.</summary>
    public static string Relink(string text)
    {
        var start = text.IndexOf(Key, StringComparison.Ordinal);
        if (start < 0 || Load(text) is not { } root)
            return text;
        start += Key.Length;
        var entries = Regex.Split(text[start..], "(?m)^(?=- from: )").Where(e => e.Length > 0).ToArray();
        var nodes = ((YamlSequenceNode)root.Children["history"]).Children;
        Xunit.Assert.Equal(nodes.Count, entries.Length);
        var result = new StringBuilder(text[..start]);
        var link = Digest([Value(root, "namespace"), Value(root, "service")]);
        for (var i = 0; i < entries.Length; i++)
        {
            var node = (YamlMappingNode)nodes[i];
            var digest = Digest([.. Parts(node), link]);
            result.Append(Regex.Replace(entries[i], "(?m)^  (previous|digest): .*\n", "").TrimEnd('\n'));
            result.Append("\n  previous: " + link + "\n  digest: " + digest + "\n");
            link = digest;
        }

        return result.ToString();
    }

    /// <summary>The text with a history of one entry that leads to the phase that the plan says it is in: for its manifests.</summary>
    public static string Consistent(string text)
    {
        if (Load(text) is not { } root)
            return text;
        var start = text.IndexOf(Key, StringComparison.Ordinal);
        var phase = Value(root, "currentPhase");
        var rest = start < 0 ? text.TrimEnd('\r', '\n') : text[..start];
        return Relink(rest + $"{Key}- from: {phase}\n  to: {phase}\n  at: 2024-01-01T00:00:00Z\n  by: kim\n  reason: x\n");
    }

    private static IEnumerable<string?> Parts(YamlMappingNode entry)
    {
        yield return Value(entry, "from");
        yield return Value(entry, "to");
        yield return Time(entry, "at");
        yield return Value(entry, "by");
        yield return Value(entry, "verdict");
        yield return Value(entry, "basis");
        yield return Value(entry, "evidenceDigest");
        yield return Value(entry, "evaluatedAt") is null ? null : Time(entry, "evaluatedAt");
        if (entry.Children.TryGetValue("exclusions", out var list))
        {
            foreach (var exclusion in ((YamlSequenceNode)list).Children.Cast<YamlMappingNode>())
            {
                yield return Time(exclusion, "from");
                yield return Time(exclusion, "to");
                yield return Value(exclusion, "reason") ?? "";
            }
        }

        yield return Value(entry, "reason");
        yield return Value(entry, "start") == "true" ? "start" : null;
    }

    private static string? Value(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? ((YamlScalarNode)node).Value : null;

    private static string Time(YamlMappingNode map, string key) =>
        DateTimeOffset
            .Parse(Value(map, key)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Digest(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(part is null ? "-" : part.Length.ToString(CultureInfo.InvariantCulture) + ":" + part);
        }

        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static YamlMappingNode? Load(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }
}
