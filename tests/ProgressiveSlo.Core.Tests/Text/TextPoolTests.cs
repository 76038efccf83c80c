using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

/// <summary>One text for all that are alike, as far as it is worth it.</summary>
public sealed class TextPoolTests
{
    [Fact]
    public void Long_texts_are_kept_as_they_are()
    {
        var pool = new TextPool();
        var shared = new string('x', 1_000);
        Assert.Same(shared, pool.Share(shared));
        Assert.Same(shared, pool.Share(new string('x', 1_000)));
        var large = new string('x', 1_001);
        Assert.Same(large, pool.Share(large));
        Assert.NotSame(large, pool.Share(new string('x', 1_001)));
    }

    [Fact]
    public void What_repeats_is_shared_after_any_number_of_texts_that_do_not()
    {
        var pool = new TextPool();
        var texts = Enumerable.Range(0, 20_000).Select(i => $"text {i}").ToArray();
        Assert.All(texts, t => Assert.Equal(t, pool.Share(t)));
        Assert.Same(texts[19_999], pool.Share("text " + 19_999));
        var again = "text " + 0;
        Assert.Same(again, pool.Share(again));
        Assert.Same(again, pool.Share("text " + 0));
    }
}
