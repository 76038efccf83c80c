using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>Asks promtool, the checker of Prometheus itself, which expressions it accepts in rule files.</summary>
internal static class Promtool
{
    private const string Group = "asked-by-the-tests";

    /// <summary>The version that Debian has, 2.42.</summary>
    public static PrometheusVersion Target { get; } = new(2, 42);

    /// <summary>How that version reads expressions.</summary>
    public static PromQlOptions Options { get; } = new() { PrometheusVersion = Target };

    /// <summary>The program on PATH, or null.</summary>
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "promtool.exe" : "promtool"))
            .FirstOrDefault(File.Exists);

    /// <summary>The version, for example 2.42.0.</summary>
    public static string Version(string program)
    {
        var answer = Run(program, ["--version"]);
        return Regex.Match(answer, @"version (\d+\.\d+\.\d+)").Groups[1].Value;
    }

    /// <summary>The verdict on each expression: null when it is accepted, otherwise promtool's words.</summary>
    public static string?[] Check(string program, IReadOnlyList<string> expressions)
    {
        var folder = Directory.CreateTempSubdirectory("promql-");
        try
        {
            // One file with many rules: promtool names every rule that it refuses by its number.
            var verdicts = new string?[expressions.Count];
            const int Chunk = 5000;
            for (var start = 0; start < expressions.Count; start += Chunk)
            {
                var count = Math.Min(Chunk, expressions.Count - start);
                var file = Path.Combine(folder.FullName, "rules.yml");
                File.WriteAllText(file, RuleFile(expressions.Skip(start).Take(count)), new UTF8Encoding(false));
                var answer = Run(program, ["check", "rules", "--lint=none", file]);
                Read(answer, verdicts.AsSpan(start, count));
            }

            return verdicts;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Read(string answer, Span<string?> verdicts)
    {
        var refusals = Regex.Matches(answer, $"group \"{Group}\", rule ([0-9]+), \"r[0-9]+\": (.*)");
        if (refusals.Count == 0 && !answer.Contains($"SUCCESS: {verdicts.Length} rules found", StringComparison.Ordinal))
            throw new InvalidOperationException("promtool did not read the file: " + answer);
        foreach (Match refusal in refusals)
            verdicts[int.Parse(refusal.Groups[1].Value, CultureInfo.InvariantCulture) - 1] = refusal.Groups[2].Value;
    }

    private static string RuleFile(IEnumerable<string> expressions)
    {
        var text = new StringBuilder($"groups:\n- name: {Group}\n  rules:\n");
        var number = 0;
        foreach (var expression in expressions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - record: r{number++}\n    expr: \"");
            foreach (var c in expression)
            {
                if (c is '"' or '\\')
                    text.Append('\\').Append(c);
                else if (
                    c is < ' ' or (>= '\u007f' and <= '\u00a0') or '\u2028' or '\u2029' or '\ufeff' or '\ufffd' or '\ufffe' or '\uffff'
                )
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                else
                    text.Append(c);
            }

            text.Append("\"\n");
        }

        return text.ToString();
    }

    private static string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("promtool did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }
}
