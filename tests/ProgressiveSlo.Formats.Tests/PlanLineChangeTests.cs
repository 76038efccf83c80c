using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>Every line of a plan file that decides anything is one that a branch cannot change by hand.</summary>
public sealed class PlanLineChangeTests
{
    private static readonly SourceLayout _layout = new("plans", "manifests");
    private static readonly DateTime _now = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_line_that_decides_anything_is_not_changed_by_hand()
    {
        var plan = PlanEdits
            .Apply(
                TestPlans.Make(owner: "team-a", tier: "1"),
                new PlanEdit("kim", _now) { Latency = LatencyMetric.Parse("request_seconds", isNative: false, "Latency") }
            )
            .Plan;
        var text = TestPlans.Write(plan).Replace("\r\n", "\n", StringComparison.Ordinal);
        var lines = text.Split('\n');
        var passed = new List<string>();
        var tried = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0 || lines[i][0] == '#' || IsProse(lines, i))
                continue;
            foreach (var change in Changes(lines[i]))
            {
                tried++;
                if (Passes(text, string.Join('\n', [.. lines.Take(i), .. change, .. lines.Skip(i + 1)])))
                    passed.Add($"{i + 1}: {lines[i]} -> {string.Join("", change)}");
            }
        }

        Assert.True(tried > 150, $"{tried} changes were tried.");
        Assert.True(passed.Count == 0, string.Join('\n', passed));
    }

    // What a phase is for, and who has the service: it is read by people, and by no gate.
    private static bool IsProse(string[] lines, int index)
    {
        if (Regex.IsMatch(lines[index], "^ *(description|owner|tier):"))
            return true;
        var above = lines.Take(index).LastOrDefault(l => Regex.IsMatch(l, @"^ *\w+:\s*$"));
        return above?.Trim() == "objectives:" && lines[index].StartsWith("  - ", StringComparison.Ordinal)
            || lines[index].Trim() == "objectives:";
    }

    private static IEnumerable<string[]> Changes(string line)
    {
        yield return [];
        if (Regex.Match(line, @"\d(?=\D*$)") is { Success: true } digit)
            yield return [line[..digit.Index] + (char)('0' + ((digit.Value[0] - '0' + 1) % 10)) + line[(digit.Index + 1)..]];
        if (Regex.IsMatch(line, "[a-z]$"))
            yield return [line + "x"];
    }

    private static bool Passes(string before, string after)
    {
        try
        {
            return PlanChangeComparison
                .Compare(new PlanChangeRequest(_layout, Side("1", before), Side("2", after), _now))
                .SelectMany(c => c.Findings)
                .All(f => f.Severity != FindingSeverity.Error);
        }
        catch (SloDocumentException)
        {
            // No plan at all: PlanInvalid.
            return false;
        }
    }

    private static SourceSide Side(string id, string text)
    {
        var entry = new SourceEntry("plans/a.yaml", SourceEntryKind.File, id);
        return new SourceSide([entry], [new PlanFile(entry, PlanReader.Read(Encoding.UTF8.GetBytes(text), entry.Path), [])]);
    }
}
