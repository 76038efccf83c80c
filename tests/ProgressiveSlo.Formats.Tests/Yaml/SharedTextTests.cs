using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>A tree holds one text for all keys and values that are alike, as a large file of rules has few of them.</summary>
public sealed class SharedTextTests
{
    [Fact]
    public void Equal_keys_and_values_are_one_text()
    {
        var list = Assert.IsType<YamlList>(Assert.Single(YamlLoader.Load("- for: 15m\n- for: 15m\n", "", DocumentLimits.Default)));
        var maps = list.Items.Cast<YamlMap>().ToArray();
        Assert.Same(maps[0].Entries[0].Key.Value, maps[1].Entries[0].Key.Value);
        Assert.Same(((YamlScalar)maps[0].Find("for")!).Value, ((YamlScalar)maps[1].Find("for")!).Value);
    }
}
