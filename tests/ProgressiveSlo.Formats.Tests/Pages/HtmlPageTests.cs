using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Pages;

/// <summary>
/// Pages in a headless Chromium: nothing on the console, no request, nothing that overflows, no violation that axe-core finds, and a fleet
/// that is sorted and filtered by keyboard. Pictures of the pages are left in <c>artifacts/pages</c> for people to look at.
/// </summary>
[Trait("Category", "Slow")]
public sealed class HtmlPageTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "tests", "Pages");
    private static readonly string _shots = Path.Combine(Repository.Root, "artifacts", "pages");

    public static TheoryData<string> Names => new("verdict", "plan", "evidence", "nasty", "one-day", "fleet-50", "fleet-2000");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_sound_in_a_browser(string name)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(_folder, "node_modules", "playwright-core")) && File.Exists("/usr/bin/chromium"),
            "Chromium or the packages of tests/Pages are not there: apt-get install chromium; npm ci --prefix tests/Pages"
        );
        Directory.CreateDirectory(_shots);
        var path = Path.Combine(_shots, name + ".html");
        File.WriteAllText(path, PageSamples.Write(Subjects(name)));
        Assert.Equal([], Check(path, name));
    }

    private static IReadOnlyList<object> Subjects(string name)
    {
        if (name.StartsWith("fleet-", StringComparison.Ordinal))
            return PageSamples.Fleet(Count(name));
        var (plan, result) = name switch
        {
            "one-day" => PageSamples.Service("checkout", 1, 3, 0.001),
            "nasty" => PageSamples.Service("checkout", 400, 4, 0.02, "<script>alert(1)</script>" + new string('x', 2000)),
            _ => PageSamples.Service("checkout", 40, 7, 0.002),
        };
        if (name == "evidence")
            return [PageSamples.Evidence("checkout", 60, 9, 0.001)];
        return name == "plan"
            ? [PlanTransitions.Apply(plan, new PlanTransition("ops", new DateTime(2026, 2, 10)) { Force = true, Reason = "a | <b>" })]
            : [plan, result];
    }

    private static int Count(string name) => int.Parse(name["fleet-".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Check(string path, string name)
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
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var fleet = name.StartsWith("fleet-", StringComparison.Ordinal) ? Count(name) : 0;
        process.StandardInput.Write(
            JsonSerializer.Serialize(
                new[]
                {
                    new
                    {
                        path,
                        name,
                        fleet,
                        shots = _shots,
                    },
                }
            )
        );
        process.StandardInput.Close();
        process.WaitForExit();
        return JsonSerializer.Deserialize<string[][]>(output.Result)!.Single();
    }
}
