using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>
/// Asks the grammar of Prometheus' own editor, the npm package in tests/Lezer, which expressions it can read. It knows no types: it takes
/// <c>sum(1)</c>.
/// </summary>
internal static class Lezer
{
    private static readonly string _folder = Path.Combine(Repository.Root, "tests", "Lezer");

    /// <summary>Whether its packages are restored, as tests/run.sh does it.</summary>
    public static bool IsThere => Directory.Exists(Path.Combine(_folder, "node_modules", "@prometheus-io"));

    /// <summary>Where in each expression it cannot read on; null where it reads all of it.</summary>
    public static int?[] Check(IReadOnlyList<string> expressions)
    {
        var start = new ProcessStartInfo("node", ["check.js"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(JsonSerializer.Serialize(expressions));
        process.StandardInput.Close();
        process.WaitForExit();
        return JsonSerializer.Deserialize<int?[]>(output.Result)!;
    }
}
