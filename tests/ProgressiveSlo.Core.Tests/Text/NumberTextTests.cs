using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0.98", "0.995", "98.00%", "99.50%")]
    [InlineData("0.99949", "0.9995", "99.949%", "99.950%")]
    [InlineData("0.9994999999", "0.9995", "99.94999999%", "99.95000000%")]
    [InlineData("0.9995", "0.9995", "99.95%", "99.95%")]
    [InlineData("0.5", "0.99995", "50.000%", "99.995%")]
    [InlineData("0.99995", "0.9995", "99.995%", "99.950%")]
    [InlineData("0.9999999", "0.9995", "99.99999%", "99.95000%")]
    [InlineData("1", "0.9995", "100.00%", "99.95%")]
    public void A_pair_of_percentages_never_contradicts_itself(string actual, string target, string actualText, string targetText)
    {
        var culture = CultureInfo.InvariantCulture;
        Assert.Equal((actualText, targetText), NumberText.PercentPair(decimal.Parse(actual, culture), decimal.Parse(target, culture)));
    }

    [Theory]
    [InlineData(1200, 1000, "1200", "1000")]
    [InlineData(1000.4, 1000, "1000.4", "1000")]
    [InlineData(1000.5, 500, "1001", "500")]
    [InlineData(464.70588235294116, 2000, "464.7", "2000")]
    [InlineData(12345.6, 12345.4, "12345.6", "12345.4")]
    [InlineData(12345.6, 2000, "12350", "2000")]
    [InlineData(1e300, 2000, "1E+300", "2000")]
    [InlineData(1234.4, 1234.2, "1234.4", "1234.2")]
    [InlineData(1000.00004, 1000, "1000.00004", "1000")]
    [InlineData(500, 500, "500", "500")]
    public void A_pair_of_numbers_never_contradicts_itself(double actual, double target, string actualText, string targetText) =>
        Assert.Equal((actualText, targetText), NumberText.Pair(actual, target));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.99949999999999994)]
    [InlineData(1e-7)]
    public void Exact_is_what_was_typed(double value) =>
        Assert.Equal(value, double.Parse(NumberText.Exact(value).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(-0.0123456, "-0.01235")]
    [InlineData(99.995, "100")]
    [InlineData(123456789, "123500000")]
    [InlineData(1e300, "1E+300")]
    public void Brief_has_four_digits(double value, string text) => Assert.Equal(text, NumberText.Brief(value));

    [Fact]
    public void Times_is_never_zero_for_what_is_not()
    {
        Assert.Equal("3.5", NumberText.Times(3.5m));
        Assert.Equal("less than 0.01", NumberText.Times(0.001m));
        Assert.Equal("0", NumberText.Times(0));
        Assert.Equal("1.001", NumberText.Times(1.001m));
        Assert.Equal("1", NumberText.Times(1));
        Assert.Equal("123.5", NumberText.Times(123.456m));
        Assert.Equal("1.000001", NumberText.Times(1.000001m));
    }
}
