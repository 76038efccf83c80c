using System.Text.Json;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Grafana;

/// <summary>
/// Knows dashboards of an export again. A word in the file proves nothing: what people wrote may link to our dashboards by their tag, and a
/// copy keeps the tag. An export alone gives a dashboard the uid that is the digest of the service in its title, and the version 1: Grafana
/// gives a copy another uid, and counts the version up with each change.
/// </summary>
internal static class DashboardMark
{
    // Far above what an export writes.
    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly RuleFlavor[] _flavors = [RuleFlavor.Exact, RuleFlavor.Sloth];

    /// <summary>The format that wrote the file; null when no export did.</summary>
    /// <param name="path">Full path of a file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? FormatOf(string path)
    {
        return new FileInfo(path).Length > MostBytes ? null : FormatOf(File.ReadAllBytes(path));
    }

    /// <summary>The format that wrote a content; null when no export did.</summary>
    /// <param name="json">The bytes of a file.</param>
    public static string? FormatOf(byte[] json)
    {
        try
        {
            return Read(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is not Unicode.
            return null;
        }
    }

    private static string? Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var members = new HashSet<string>(StringComparer.Ordinal);
        string title = "",
            uid = "";
        bool hasTag = false,
            isFirst = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!members.Add(name) || !reader.Read())
                return null;
            if (name == "title" && reader.TokenType == JsonTokenType.String)
                title = reader.GetString()!;
            else if (name == "uid" && reader.TokenType == JsonTokenType.String)
                uid = reader.GetString()!;
            else if (name == "version" && reader.TokenType == JsonTokenType.Number)
                isFirst = reader.TryGetInt32(out var version) && version == 1;
            else if (name == "tags" && reader.TokenType == JsonTokenType.StartArray)
                hasTag = HasTag(ref reader);
            else
                reader.Skip();
        }

        if (!hasTag || !isFirst || reader.TokenType != JsonTokenType.EndObject)
            return null;

        // The dashboards of services and that of the fleet may lie in one folder, and an export of the ones is not to remove the other.
        return _flavors.Any(f => uid == DashboardUid.ForFleet(f) && title == FleetDashboard.Title(f)) ? GrafanaFleetWriter.Name
            : _flavors.Any(f => ServiceDashboard.ServiceIn(title, f) is { } service && uid == DashboardUid.ForService(service, f))
                ? GrafanaWriter.Name
            : null;
    }

    private static bool HasTag(ref Utf8JsonReader reader)
    {
        var found = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            found |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Dashboard.Tag);
            reader.Skip();
        }

        return found;
    }
}
