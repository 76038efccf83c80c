using System;
using System.Globalization;
using CsCheck;
using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

/// <summary>What .NET Framework shows is worked out, and must be what .NET has by itself.</summary>
public sealed class ShortestNumberTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(-0.9965)]
    [InlineData(0.0001)]
    [InlineData(0.00001)]
    [InlineData(1e16)]
    [InlineData(1e17)]
    [InlineData(1926779649549185.25)]
    [InlineData(6.5104913661549584E-77)]
    [InlineData(9007199254740992.0)]
    [InlineData(9.9E-322)]
    [InlineData(9.9999999999999982)]
    [InlineData(0.99999999999999989)]
    [InlineData(99999999999999.984)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_at_the_edges_have_the_text_of_NET(double value) => Same(value);

    [Fact]
    public void Zero_keeps_its_sign() => Same(-0.0);

    [Fact]
    public void Numbers_of_any_bits_have_the_text_of_NET() => Gen.Long.Sample(bits => Same(BitConverter.Int64BitsToDouble(bits)));

    [Fact]
    public void Numbers_just_below_a_power_of_ten_have_the_text_of_NET()
    {
        foreach (var power in new[] { 1e-320, 1e-300, 1e-4, 0.1, 1, 10, 1e15, 1e16, 1e17, 1e300 })
        {
            var bits = BitConverter.DoubleToInt64Bits(power);
            for (var i = 1; i <= 300; i++)
                Same(BitConverter.Int64BitsToDouble(bits - i));
        }
    }

    [Fact]
    public void Ratios_and_milliseconds_have_the_text_of_NET() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 1_000_000]).Sample((part, whole) => Same(1000.0 * part / whole));

    [Fact]
    public void Every_power_of_two_reads_back()
    {
        for (var exponent = -1074; exponent < 1024; exponent++)
        {
            var value = Math.ScaleB(1, exponent);
            Assert.Equal(value, double.Parse(ShortestNumber.Computed(value), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Powers_of_two_of_the_size_of_ratios_have_the_text_of_NET()
    {
        for (var exponent = -24; exponent < 0; exponent++)
            Same(Math.ScaleB(1, exponent));
    }

    [Theory]
    [InlineData(0.1f, 0.1)]
    [InlineData(0.9965f, 0.9965)]
    [InlineData(16777216f, 16777216.0)]
    public void A_single_becomes_the_number_that_was_typed(float value, double expected) =>
        Assert.Equal(expected, ShortestNumber.Widen(value));

    private static void Same(double value) =>
        Assert.Equal(value.ToString("R", CultureInfo.InvariantCulture), ShortestNumber.Computed(value));
}
