using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

public sealed class WriterArgumentsTests
{
    public static TheoryData<string> Formats => [.. ManifestFormats.WritableNames];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_writer_names_the_argument_that_is_missing(string format)
    {
        var writer = ManifestFormats.FindWriter(format)!;
        SloDefinition[] one = [new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))];
        Assert.Equal(
            "definitions",
            Assert.Throws<ArgumentNullException>(() => writer.Write(null!, ManifestOptions.Default, TextWriter.Null)).ParamName
        );
        Assert.Equal(
            "definitions",
            Assert.Throws<ArgumentException>(() => writer.Write([], ManifestOptions.Default, TextWriter.Null)).ParamName
        );
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => writer.Write(one, null!, TextWriter.Null)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentNullException>(() => writer.Write(one, ManifestOptions.Default, null!)).ParamName);
    }
}
