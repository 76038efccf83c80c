using System.Text;
using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Responses;

/// <summary>Answers as text, whole and in pieces.</summary>
public sealed class ResponseReaderTests
{
    private const string Matrix =
        """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a\"\u00e4"},"values":[[1.5,"1"],[2,"-2.25"],[3,"NaN"],[4,"+Inf"],[5,"-Inf"],[6,"1e+06"],[7,"stale"],[8,null],[9,7]]},{"metric":{},"values":[]}]}}""";

    [Fact]
    public void A_matrix_has_labels_and_samples_of_every_kind()
    {
        var all = Read(Matrix).All;
        Assert.Equal("__name__=up,job=a\"ä", all[0].Labels);
        Assert.Equal(
            [1, -2.25, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e6, double.NaN, double.NaN, 7],
            all[0].Samples.Select(s => s.Value)
        );
        Assert.Equal([1.5, 2, 3, 4, 5, 6, 7, 8, 9], all[0].Samples.Select(s => s.Time));
        Assert.Equal(("", 0), (all[1].Labels, all[1].Samples.Length));
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[12.5,"3"]}}""", "", 3)]
    [InlineData("""{"data":{"result":[{"value":[1,"2"],"metric":{"a":"b"}}],"resultType":"vector"},"status":"success"}""", "a=b", 2)]
    [InlineData(
        """{"status":"success","isPartial":false,"stats":{"a":[1,{"b":[]}]},"data":{"stats":{},"resultType":"vector","result":[{"metric":{"a":"b"},"x":[[1]],"value":[1,"2"]}]},"traceId":"x"}""",
        "a=b",
        2
    )]
    public void Members_may_come_in_any_order_and_unknown_ones_are_skipped(string answer, string labels, double value)
    {
        var only = Read(answer).All.Single();
        Assert.Equal((labels, value), (only.Labels, only.Samples.Single().Value));
    }

    [Fact]
    public void It_makes_no_difference_where_an_answer_is_cut_into_pieces()
    {
        var whole = Print(Read(Matrix));
        for (var size = 1; size < 60; size++)
            Assert.Equal(whole, Print(Read(Matrix, size)));
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]},"status":"success"}""", "twice")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[],"result":[]}}""", "twice")]
    [InlineData(
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"1","a":"2"},"value":[1,"1"]}]}}""",
        "label twice"
    )]
    [InlineData(
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"1"],"value":[1,"1"]}]}}""",
        "samples twice"
    )]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"one"]}]}}""", "not a number")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"Infinity"]}]}}""", "not a number")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,""]}]}}""", "not a number")]
    [InlineData("""{"status":"success","data":{"resultType":"string","result":[1,"x"]}}""", "neither vector")]
    [InlineData("""{"status":"success","data":{"resultType":"streams","result":[]}}""", "neither vector")]
    [InlineData("""{"status":"success"}""", "no result")]
    [InlineData("""{"status":"fine","data":{"resultType":"vector","result":[]}}""", "no status")]
    [InlineData("""{"data":{"resultType":"vector","result":[]}}""", "no status")]
    [InlineData("""[1,2]""", "another form")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":{}}}""", "another form")]
    [InlineData("not json", "not JSON")]
    [InlineData(" <!doctype html><html>", "HTML")]
    public void What_is_no_answer_of_the_API_is_malformed_and_says_why(string answer, string why)
    {
        var error = Assert.Throws<PrometheusException>(() => Read(answer));
        Assert.Equal(PrometheusErrorKind.Malformed, error.Kind);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shorter_answer_ends_too_early()
    {
        for (var length = 0; length < Matrix.Length - 1; length++)
        {
            var cut = Matrix[..length];
            var error = Assert.Throws<TransientException>(() => Read(cut, 1000));
            Assert.Equal(PrometheusErrorKind.Malformed, error.Failure.Kind);
        }
    }

    [Theory]
    [InlineData("execution", PrometheusErrorKind.BadRequest)]
    [InlineData("timeout", PrometheusErrorKind.Timeout)]
    [InlineData("internal", PrometheusErrorKind.ServerError)]
    public void Status_error_is_an_error_also_after_data(string type, PrometheusErrorKind kind)
    {
        var error = Assert.Throws<PrometheusException>(() =>
            Read($$$"""{"data":{"resultType":"vector","result":[]},"error":"too many samples","errorType":"{{{type}}}","status":"error"}""")
        );
        Assert.Equal((kind, type), (error.Kind, error.ErrorType));
        Assert.Contains("too many samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_those_that_the_runtime_reads()
    {
        Gen.OneOf(
                Gen.Double.Select(d => d.ToString("R", CultureInfo.InvariantCulture))
                    .Where(t => t is not ("NaN" or "Infinity" or "-Infinity")),
                Gen.Select(Gen.Long, Gen.Int[0, 20])
                    .Select((n, k) => (n / (decimal)Math.Pow(10, Math.Min(k, 15))).ToString(CultureInfo.InvariantCulture)),
                Gen.Int.Select(n => n.ToString(CultureInfo.InvariantCulture))
            )
            .Sample(
                text =>
                {
                    Assert.True(SampleNumber.TryParse(Encoding.ASCII.GetBytes(text), out var value), text);
                    Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
                },
                iter: 20_000,
                threads: 1,
                seed: "0000KOIPHPu6"
            );
    }

    [Theory]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("0x10")]
    [InlineData(" 1")]
    [InlineData("nan")]
    public void What_is_no_number_is_none(string text) => Assert.False(SampleNumber.TryParse(Encoding.ASCII.GetBytes(text), out _));

    private static string Print(SeriesList list) => string.Join(";", list.All.Select(s => s.Labels + ":" + string.Join(",", s.Samples)));

    private static SeriesList Read(string answer, int piece = int.MaxValue)
    {
        var list = new SeriesList();
        new ResponseReader(list, new ErrorResponse("http://x", new SecretRedactor([])), null).Read(Encoding.UTF8.GetBytes(answer), piece);
        return list;
    }
}
