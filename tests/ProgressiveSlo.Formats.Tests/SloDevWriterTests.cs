using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.SloDev;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

public sealed class SloDevWriterTests
{
    [Fact]
    public void A_manifest_is_the_golden_one()
    {
        using var text = new StringWriter();
        Assert.Empty(new SloDevWriter().Write([TestPlans.Make().Phases[2].Definition], ManifestOptions.Default, text));
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "slo-dev.yaml")), text.ToString());
    }

    [Fact]
    public void The_registry_knows_it() => Assert.NotNull(ManifestFormats.FindWriter("slodev"));
}
