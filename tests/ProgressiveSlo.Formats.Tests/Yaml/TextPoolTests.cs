using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Yaml;

/// <summary>A tree holds one text for all keys and values that are alike, as a large file of rules has few of them.</summary>
public sealed class TextPoolTests
{
    [Fact]
    public void Equal_keys_and_values_are_one_text()
    {
        var list = Assert.IsType<YamlList>(Assert.Single(YamlLoader.Load("- for: 15m\n- for: 15m\n", "", DocumentLimits.Default)));
        var maps = list.Items.Cast<YamlMap>().ToArray();
        Assert.Same(maps[0].Entries[0].Key.Value, maps[1].Entries[0].Key.Value);
        Assert.Same(((YamlScalar)maps[0].Find("for")!).Value, ((YamlScalar)maps[1].Find("for")!).Value);
    }

    [Fact]
    public void Long_texts_and_more_than_there_is_room_for_are_kept_as_they_are()
    {
        var pool = new TextPool();
        var texts = Enumerable.Range(0, 20_000).Select(i => $"text {i}").ToArray();
        Assert.All(texts, t => Assert.Equal(t, pool.Share(t)));
        Assert.Same(texts[0], pool.Share("text " + 0));
        var last = "text " + 19_999;
        Assert.Same(last, pool.Share(last));
        var large = new string('x', 41);
        Assert.Same(large, pool.Share(large));
        Assert.NotSame(large, pool.Share(new string('x', 41)));
    }
}
