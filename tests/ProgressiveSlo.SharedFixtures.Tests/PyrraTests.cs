using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using Xunit;

namespace ProgressiveSlo.SharedFixtures.Tests;

/// <summary>Pyrra's own examples.</summary>
public sealed class PyrraTests
{
    [Fact]
    public void Nothing_is_lost_between_reading_and_writing()
    {
        foreach (var file in SharedFolder.Fixtures.Files("pyrra", "*.yaml"))
        {
            var result = ManifestImporter.ReadText(File.ReadAllText(file));
            Assert.Empty(result.Problems);
            Assert.NotEmpty(result.Definitions);
            foreach (var definition in result.Definitions)
            {
                Assert.Empty(definition.Losses);
                using var text = new StringWriter();
                Assert.Empty(new PyrraWriter().Write([definition], ManifestOptions.Default, text));
                var again = ManifestImporter.ReadText(text.ToString());
                Assert.Empty(again.Problems);
                var read = Assert.Single(again.Definitions);
                Assert.Equal(definition, read);
                Assert.Equal(definition.Name, read.Name);
            }
        }
    }
}
