using CsCheck;
using ProgressiveSlo.Reporting;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Reporting;

/// <summary>What is written as a command is read back by the agents as the same command.</summary>
public sealed class AgentCommandTests
{
    // Pieces that mean something to an agent, and any characters between them.
    private static readonly Gen<string> AnyText = Gen.OneOf(
            ReportSamples.OneOf(
                "##vso[",
                "##[",
                "::",
                "]",
                ";",
                ",",
                "=",
                "%",
                "%0A",
                "%AZP25",
                "%25",
                "%3B",
                "%5D",
                "%2C",
                "\r",
                "\n",
                "\r\n",
                " ",
                "task.complete",
                "a"
            ),
            Gen.String
        )
        .Array[0, 8]
        .Select(string.Concat);

    private static readonly Gen<string> Property = AnyText.Select(t => "x" + t + "x");

    [Fact]
    public void Azure_reads_back_any_data_and_property() =>
        Gen.Select(Property, Property, AnyText)
            .Sample(
                (first, second, data) =>
                {
                    var line = PipelineCommand.Azure.Text(
                        "task.logissue",
                        [new("type", "error"), new("sourcepath", first), new("code", second), new("empty", "")],
                        data
                    );
                    var command = AgentCommand.OfAzure(Assert.Single(AgentCommand.Lines(line)))!;
                    Assert.Equal("task.logissue", command.Name);
                    Assert.Equal(Sorted(("type", "error"), ("sourcepath", first), ("code", second)), Sorted(command.Properties));
                    Assert.Equal(data, command.Data);
                }
            );

    [Fact]
    public void Azure_agents_that_keep_percent_signs_still_read_one_command() =>
        Gen.Select(Property, AnyText)
            .Sample(
                (property, data) =>
                {
                    var line = PipelineCommand.Azure.Text("task.logissue", [new("type", "error"), new("code", property)], data);
                    var command = AgentCommand.OfAzure(Assert.Single(AgentCommand.Lines(line)), unescapePercents: false)!;
                    Assert.Equal("task.logissue", command.Name);
                    Assert.Equal(["code", "type"], command.Properties.Keys.Order());
                    Assert.Equal(data.Replace("%", "%AZP25"), command.Data);
                }
            );

    [Fact]
    public void GitHub_reads_back_any_data_and_property() =>
        Gen.Select(Property, Property, AnyText)
            .Sample(
                (first, second, data) =>
                {
                    var line = PipelineCommand.GitHub.Text("error", [new("file", first), new("line", ""), new("title", second)], data);
                    var command = AgentCommand.OfGitHub(Assert.Single(AgentCommand.Lines(line)))!;
                    Assert.Equal("error", command.Name);
                    Assert.Equal(Sorted(("file", first), ("title", second)), Sorted(command.Properties));
                    Assert.Equal(data, command.Data);
                }
            );

    [Fact]
    public void GitHub_reads_back_any_output() =>
        Gen.Select(Gen.OneOf(AnyText, Gen.Const("SLO_END\nSloReady<<SLO_END\ntrue\nSLO_END_")), AnyText)
            .Sample(
                (first, second) =>
                {
                    // The runner on Linux ends lines at LF only, and the one on Windows at CR LF, too.
                    var outputs = AgentOutputs.Read(GitHubOutputs.Text([new("First", first), new("Second", second)]));
                    Assert.Equal(Sorted(("First", first), ("Second", second)), Sorted(outputs));
                }
            );

    private static IEnumerable<(string, string)> Sorted(params (string, string)[] pairs) => pairs.Order();

    private static IEnumerable<(string, string)> Sorted(IReadOnlyDictionary<string, string> pairs) =>
        pairs.Select(p => (p.Key, p.Value)).Order();
}
