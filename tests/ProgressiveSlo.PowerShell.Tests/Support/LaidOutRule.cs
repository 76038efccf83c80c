namespace ProgressiveSlo.PowerShell.Tests.Support;

/// <summary>A rule in YAML that is laid out as the manifests and the tests write it.</summary>
/// <param name="Record">The series that it records, or null.</param>
/// <param name="Alert">The alert that it fires, or null.</param>
/// <param name="Expression">Its query.</param>
/// <param name="Labels">Its labels, as a selector has them.</param>
/// <param name="For">How long an alert waits.</param>
internal sealed record LaidOutRule(string? Record, string? Alert, string Expression, string Labels, TimeSpan For)
{
    private const string RecordKey = "  - record: ";
    private const string AlertKey = "  - alert: ";
    private const string WaitKey = "    for: ";

    public static IEnumerable<LaidOutRule> Read(string groups)
    {
        var lines = groups.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var record = After(lines[i], RecordKey);
            var alert = After(lines[i], AlertKey);
            if (record is null && alert is null)
                continue;
            string[] rule = [.. lines.Skip(i + 1).TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal))];
            string[] expression = [.. rule.TakeWhile((l, n) => n == 0 || l.StartsWith("      ", StringComparison.Ordinal))];
            var labels = rule.SkipWhile(l => l != "    labels:")
                .Skip(1)
                .TakeWhile(l => l.StartsWith("      ", StringComparison.Ordinal))
                .Select(l => l.Trim().Split(": "))
                .Select(l => $"{l[0]}=\"{l[1].Trim('\'')}\"");
            var wait = rule.Select(l => After(l, WaitKey)).FirstOrDefault(w => w is not null);
            yield return new LaidOutRule(
                record,
                alert,
                string.Join(' ', expression)["    expr:".Length..].Replace("|-", "", StringComparison.Ordinal),
                string.Join(',', labels),
                wait is null ? TimeSpan.Zero : TimeSpan.FromMinutes(int.Parse(wait.Trim('\'').TrimEnd('m'), CultureInfo.InvariantCulture))
            );
        }
    }

    private static string? After(string line, string key) => line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..] : null;
}
