using System.Text;
using CsCheck;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>What a person has written into a plan file is still there after a cmdlet has changed the plan.</summary>
public sealed class EditedPlanTests : IDisposable
{
    private static readonly DateTime _at = new(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Comments_wherever_they_stand_survive_every_change()
    {
        var plain = Text(TestPlans.Make(owner: "shop"));
        var lines = plain.TrimEnd('\n').Split('\n');
        Gen.Select(Gen.Bool.Array[lines.Length], Gen.Bool.Array[lines.Length], Gen.Bool, Gen.Bool)
            .Sample(
                (above, behind, isWindows, hasMark) =>
                {
                    var comments = new List<string>();
                    var text = new StringBuilder();
                    for (var i = 0; i < lines.Length; i++)
                    {
                        if (above[i])
                            text.Append(new string(' ', i % 5)).Append(Next(comments)).Append('\n');
                        text.Append(lines[i]).Append(behind[i] && lines[i][0] != '#' ? " " + Next(comments) : "").Append('\n');
                    }

                    var newLine = isWindows ? "\r\n" : "\n";
                    File.WriteAllText(_path, text.ToString().Replace("\n", newLine, StringComparison.Ordinal), new UTF8Encoding(hasMark));
                    var wanted = PlanStore.Change(_path, "", Step, TestContext.Current.CancellationToken)!;
                    wanted = PlanStore.Change(_path, "", plan => Attest(plan, wanted.CurrentPhase), TestContext.Current.CancellationToken)!;
                    var bytes = File.ReadAllBytes(_path);
                    var after = File.ReadAllText(_path);
                    Assert.Equal(hasMark, bytes[0] == 0xEF);
                    Assert.Equal(isWindows ? after.Count(c => c == '\n') : 0, after.Count(c => c == '\r'));
                    Assert.Equal(Text(wanted), Text(PlanReader.ReadFile(_path, "")));
                    Assert.Equal(comments, comments.Where(c => after.Contains(c + newLine, StringComparison.Ordinal)));
                },
                iter: 60,
                threads: 1
            );
    }

    [Fact]
    public void Lines_that_a_change_is_not_about_stay_as_they_were()
    {
        var own = Text(TestPlans.Make(owner: "shop"))
            .Replace("owner: shop", "owner:   \"shop\"   # ask there first", StringComparison.Ordinal);
        File.WriteAllText(_path, own);
        PlanStore.Change(_path, "", Step, TestContext.Current.CancellationToken);
        var gone = own.TrimEnd('\n').Split('\n').Except(File.ReadAllLines(_path)).ToArray();
        Assert.All(gone, line => Assert.Matches("currentPhase|startDate", line));
        Assert.Contains("owner:   \"shop\"   # ask there first", File.ReadAllLines(_path));
    }

    [Fact]
    public void A_plan_with_anchors_is_written_anew()
    {
        var wanted = Text(TestPlans.Make());
        File.WriteAllText(_path, wanted.Replace("profile: default", "profile: &p default", StringComparison.Ordinal));
        var plan = PlanStore.Change(_path, "", Step, TestContext.Current.CancellationToken)!;
        Assert.Equal(Text(plan), File.ReadAllText(_path));
    }

    private static string Next(List<string> comments)
    {
        comments.Add($"# comment {comments.Count} of a person");
        return comments[^1];
    }

    private static SloPlan Step(SloPlan plan) =>
        PlanTransitions.Apply(plan, new PlanTransition("kim", _at) { Force = true, Reason = "pilot" });

    private static SloPlan Attest(SloPlan plan, string phase) =>
        PlanCriteria.Complete(plan, plan.Find(phase)!, plan.Find(phase)!.SuccessCriteria[0], "OPS-1", "kim", _at, replace: false);

    private static string Text(SloPlan plan)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PlanWriter.Write(plan, text);
        return text.ToString();
    }
}
