using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Export;

/// <summary>Which definitions of an export go to which file.</summary>
public sealed class ManifestFolderTests
{
    private static readonly string _root = Path.Combine(Path.GetTempPath(), "export");

    [Fact]
    public void A_phase_by_itself_goes_to_the_file_of_its_service()
    {
        var folder = Folder(ManifestScope.Service);
        folder.Add(Phase("api", "production_ready"), inPhaseFolder: false);
        Assert.Equal(["api.yaml"], Names(folder));
    }

    [Fact]
    public void Several_phases_go_to_folders_of_their_own()
    {
        var folder = Folder(ManifestScope.Service);
        foreach (var phase in new[] { "baseline", "production_ready", "große Fahrt" })
            folder.Add(Phase("api", phase), inPhaseFolder: true);
        Assert.Equal(["baseline/api.yaml", "production_ready/api.yaml", "grosse-fahrt/api.yaml"], Names(folder));
        Assert.All(folder.Files, f => Assert.Single(f.Definitions));
    }

    [Fact]
    public void Two_phases_are_never_in_one_file()
    {
        var folder = Folder(ManifestScope.Service);
        folder.Add(Phase("api", "baseline"), inPhaseFolder: false);
        var error = Assert.Throws<SloValidationException>(() => folder.Add(Phase("api", "improvement"), inPhaseFolder: false));
        Assert.Equal("Phase", error.Problem.Field);
        Assert.Contains("baseline and improvement of 'api' would both be written to api.yaml", error.Message, StringComparison.Ordinal);
        Assert.Equal("baseline", Assert.Single(Assert.Single(folder.Files).Definitions).Phase);
    }

    [Theory]
    [InlineData(ManifestScope.Service, "api.eu.yaml", "api.yaml", "api.us-east-1.yaml")]
    [InlineData(ManifestScope.Definition, "api-availability.eu.yaml", "api-availability.yaml", "api-availability.us-east-1.yaml")]
    public void Each_namespace_of_a_service_has_a_file_and_the_usual_one_is_not_in_its_name(ManifestScope scope, params string[] files)
    {
        var folder = Folder(scope);
        foreach (var name in new[] { "eu", "production", "US East 1" })
            folder.Add(In(name), inPhaseFolder: false);
        Assert.Equal(files, Names(folder));
    }

    // Whichever came first would take the place of the rules of the other.
    [Theory]
    [InlineData("eu", "EU")]
    [InlineData("eu west", "eu-west")]
    [InlineData(null, "production")]
    public void Of_two_namespaces_with_one_file_neither_is_written_and_this_is_said_once(string? one, string other)
    {
        var folder = Folder(ManifestScope.Service);
        folder.Add(In(one), inPhaseFolder: false);
        var error = Assert.Throws<SloValidationException>(() => folder.Add(In(other), inPhaseFolder: false));
        Assert.Equal("Namespace", error.Problem.Field);
        Assert.Contains("so neither is written", error.Message, StringComparison.Ordinal);
        folder.Add(In(other), inPhaseFolder: false);
        folder.Add(Phase("search", "baseline"), inPhaseFolder: false);
        Assert.Equal(["search.yaml"], Names(folder));
    }

    private static SloDefinition In(string? name) =>
        new("availability", "api", RatioIndicator.ForService("api"), 0.99m, TimeSpan.FromDays(30)) { Namespace = name, Phase = "baseline" };

    [Fact]
    public void Two_services_are_never_in_one_file()
    {
        var folder = Folder(ManifestScope.Service);
        folder.Add(Phase("a-b", "baseline"), inPhaseFolder: true);
        Assert.Equal(
            "Service",
            Assert.Throws<SloValidationException>(() => folder.Add(Phase("a.b", "baseline"), inPhaseFolder: true)).Problem.Field
        );
    }

    [Fact]
    public void A_file_of_one_definition_holds_one()
    {
        var folder = Folder(ManifestScope.Definition);
        folder.Add(Phase("api", "baseline"), inPhaseFolder: false);
        Assert.Equal("Name", Assert.Throws<SloValidationException>(() => folder.Add(Phase("api", "baseline"), false)).Problem.Field);
    }

    [Fact]
    public void A_fleet_is_one_file_of_all_services()
    {
        var folder = Folder(ManifestScope.Fleet);
        folder.Add(Phase("api", "baseline"), inPhaseFolder: false);
        folder.Add(Phase("web", "improvement"), inPhaseFolder: false);
        Assert.Equal(["fleet.yaml"], Names(folder));
        Assert.Equal(["api", "web"], Assert.Single(folder.Files).Definitions.Select(d => d.Service));
    }

    private static ManifestFolder Folder(ManifestScope scope) => new(_root, new Writer(scope));

    private static SloDefinition Phase(string service, string phase) =>
        new("availability", service, RatioIndicator.ForService(service), 0.99m, TimeSpan.FromDays(30)) { Phase = phase };

    private static IEnumerable<string> Names(ManifestFolder folder) =>
        folder.Files.Select(f => Path.GetRelativePath(_root, f.Path).Replace('\\', '/'));

    private sealed class Writer(ManifestScope scope) : IManifestWriter
    {
        public string Format => "Any";

        public ManifestScope Scope => scope;

        public string Extension => ".yaml";

        public IReadOnlyList<ConversionLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output) =>
            [];
    }
}
