using System.Text.Json.Nodes;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Files;

/// <summary>An export replaces and removes what an export made, and nothing else.</summary>
public sealed class ExportedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-exported-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Grafana", "check$out [[x]]")]
    [InlineData("Grafana", "checkout")]
    [InlineData("GrafanaFleet", "checkout")]
    public void A_dashboard_of_an_export_is_known_again(string format, string service)
    {
        File.WriteAllText(PathOf("a.json"), Dashboard(format, service));
        Assert.True(ExportMarker.Matches(PathOf("a.json"), format));
        Assert.False(ExportMarker.Matches(PathOf("a.json"), format == "Grafana" ? "GrafanaFleet" : "Grafana"));
    }

    [Theory]
    [InlineData("""{"title":"Team overview","uid":"team","tags":["team"],"links":[{"type":"dashboards","tags":["progressiveslo"]}]}""")]
    [InlineData("""{"title":"SLOs of checkout","uid":"slo-checkout-00000000","tags":["slo","progressiveslo"],"version":1}""")]
    [InlineData("""{"title":"SLOs of all services","uid":"mine","tags":["slo","progressiveslo"],"version":1}""")]
    [InlineData("""["progressiveslo"]""")]
    [InlineData("""not JSON "progressiveslo" """)]
    [InlineData("""{"title":"\ud800","tags":["progressiveslo"]}""")]
    [InlineData("")]
    public void A_dashboard_that_only_mentions_ours_is_somebody_elses(string text)
    {
        File.WriteAllText(PathOf("a.json"), text);
        Assert.False(ExportMarker.Matches(PathOf("a.json"), "Grafana"));
        Assert.False(ExportMarker.Matches(PathOf("a.json"), "GrafanaFleet"));
        Assert.Equal(ManifestFileState.Foreign, ExportMarker.StateOf(PathOf("a.json"), "new", "Grafana"));
    }

    [Theory]
    [InlineData("title", "SLOs of checkout, by Ada")]
    [InlineData("uid", "adfz3kq8b2k1sc")]
    [InlineData("version", 7)]
    public void A_copy_made_in_Grafana_is_somebody_elses(string member, object value)
    {
        var copy = JsonNode.Parse(Dashboard("Grafana", "checkout"))!.AsObject();
        copy[member] = JsonValue.Create(value);
        File.WriteAllText(PathOf("a.json"), copy.ToJsonString());
        Assert.False(ExportMarker.Matches(PathOf("a.json"), "Grafana"));
    }

    [Fact]
    public void A_mark_is_a_whole_line()
    {
        var line = ExportMarker.Line("SloDev");
        File.WriteAllText(PathOf("a.yaml"), line + "\r\nx: 1\n");
        File.WriteAllText(PathOf("b.yaml"), line);
        File.WriteAllText(PathOf("c.yaml"), line + " Or not.\n");
        Assert.Equal([true, true, false], new[] { "a", "b", "c" }.Select(n => ExportMarker.Matches(PathOf(n + ".yaml"), "SloDev")));
    }

    [Fact]
    public void Pruning_leaves_links_pipes_and_what_is_behind_a_link_alone()
    {
        SpecialFiles.SkipOnWindows();
        var mark = ExportMarker.Line("SloDev") + "\n";
        Directory.CreateDirectory(PathOf("out"));
        Directory.CreateDirectory(PathOf("elsewhere"));
        File.WriteAllText(PathOf("out/old.yaml"), mark);
        File.WriteAllText(PathOf("elsewhere/old.yaml"), mark);
        File.CreateSymbolicLink(PathOf("out/.#checkout.yaml"), "me@host.123:456");
        File.CreateSymbolicLink(PathOf("out/linked.yaml"), PathOf("elsewhere/old.yaml"));
        File.CreateSymbolicLink(PathOf("out/baseline"), PathOf("elsewhere"));
        SpecialFiles.MakePipe(PathOf("out/pipe.yaml"));

        Assert.Equal([PathOf("out/old.yaml")], Folder("baseline").Leftovers());
    }

    [Theory]
    [InlineData("aux", "aux-phase")]
    [InlineData("CON", "CON-phase")]
    [InlineData("lpt9", "lpt9-phase")]
    [InlineData("production_ready", "production_ready")]
    [InlineData("a/../b", "a-b")]
    public void A_phase_has_a_folder_that_every_system_can_have(string phase, string folder) =>
        Assert.Equal(PathOf("out/" + folder), Path.GetDirectoryName(Assert.Single(Folder(phase).Files).Path));

    private static string Dashboard(string format, string service)
    {
        var writer = ManifestFormats.FindWriter(format)!;
        return ExportMarker.Mark(ManifestDocuments.Write(writer, [Definition(service, null)], ManifestOptions.Default, out _), writer);
    }

    private static SloDefinition Definition(string service, string? phase) =>
        new(
            service + "-availability",
            service,
            new RatioIndicator(new MetricSelector("good"), new MetricSelector("total")),
            0.999m,
            TimeSpan.FromDays(30)
        )
        {
            Phase = phase,
        };

    private ManifestFolder Folder(string phase)
    {
        var folder = new ManifestFolder(PathOf("out"), ManifestFormats.FindWriter("SloDev")!);
        folder.Add(Definition("checkout", phase), inPhaseFolder: true);
        return folder;
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
