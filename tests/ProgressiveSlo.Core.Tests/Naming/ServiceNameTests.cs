using System.Text.RegularExpressions;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Naming;

public sealed class ServiceNameTests
{
    [Theory]
    [InlineData("api-service")]
    [InlineData("Order API")]
    [InlineData("Größe-Dienst")]
    [InlineData("支払い")]
    [InlineData("सेवा")]
    [InlineData("a")]
    [InlineData("team:svc@v1.2+x")]
    [InlineData("𝔘nicode")]
    public void Allows_names_of_any_script(string name) => Assert.Equal(name, ServiceName.Check(name));

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData(" a", "begin")]
    [InlineData("a ", "end")]
    [InlineData("-a", "begin")]
    [InlineData("a..b", "'..'")]
    [InlineData("../../x", "'..'")]
    [InlineData("a/b", "'/' is not allowed")]
    [InlineData("a\"b", "not allowed")]
    [InlineData("a\nb", "not allowed")]
    [InlineData("]##vso[task.complete]", "not allowed")]
    [InlineData("a\u202eb", "not allowed")]
    [InlineData("a\0b", "not allowed")]
    public void Refuses_the_rest_and_says_why(string? name, string why)
    {
        var error = Assert.Throws<SloValidationException>(() => ServiceName.Check(name));
        Assert.Equal("Service", error.Problem.Field);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain('\u202e', error.Message);
    }

    [Fact]
    public void Refuses_half_a_surrogate_pair() =>
        Assert.Contains(
            "not valid Unicode",
            Assert.Throws<SloValidationException>(() => ServiceName.Check("a\ud800")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Counts_characters_as_people_do()
    {
        Assert.Equal(128, ServiceName.Check(new string('a', 128)).Length);
        Assert.Contains(
            "129 characters",
            Assert.Throws<SloValidationException>(() => ServiceName.Check(new string('a', 129))).Message,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(ServiceName.Check(string.Concat(Enumerable.Repeat("𝔘", 128))));
    }

    [Theory]
    [InlineData("api-service", "api-service")]
    [InlineData("Order API", "order-api")]
    [InlineData("Größe-Dienst", "grosse-dienst")]
    [InlineData("Café.Crème", "cafe-creme")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("Éclair ŁÓDŹ Œuvre", "eclair-lodz-oeuvre")]
    [InlineData("Việt Nam", "viet-nam")]
    [InlineData("a:b@c+d", "a-b-c-d")]
    public void Slugs_stay_readable(string name, string slug) => Assert.Equal(slug, ServiceName.Slug(name));

    [Fact]
    public void Names_without_Latin_letters_get_different_slugs()
    {
        Assert.StartsWith("service-", ServiceName.Slug("支払い"), StringComparison.Ordinal);
        Assert.NotEqual(ServiceName.Slug("支払い"), ServiceName.Slug("注文"));
    }

    [Fact]
    public void Every_slug_is_a_label_of_RFC_1123() =>
        Gen.String[1, 140]
            .Where(s => s.Any(char.IsLetterOrDigit) && !s.Any(char.IsSurrogate) && s.All(c => c != '\ufffe' && c != '\uffff'))
            .Sample(name =>
            {
                var slug = ServiceName.Slug(name);
                Assert.Matches(new Regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"), slug);
                Assert.Equal(slug, ServiceName.Slug(name));
            });
}
