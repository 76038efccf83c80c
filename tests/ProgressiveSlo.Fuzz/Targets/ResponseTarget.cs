using System.Net;
using System.Net.Http;
using System.Text;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Answers of a Prometheus: query, query_range and rules. In whichever pieces they come, they say the same.</summary>
internal sealed class ResponseTarget : FuzzTarget
{
    private const int Piece = 37;

    private static readonly string[] _answers =
    [
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"a\"ä"},"value":[1767225600.123,"1.5"]},{"metric":{},"value":[1,"NaN"]}]}}""",
        """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"service":"checkout"},"values":[[1767225600,"1"],[1767225660,"-Inf"],[1767225720,"1e6"]]}]},"warnings":["x"],"infos":["PromQL info: y"]}""",
        """{"status":"success","data":{"resultType":"scalar","result":[12.5,"3"]}}""",
        """{"status":"error","errorType":"bad_data","error":"1:3: parse error"}""",
        """{"status":"success","data":{"groups":[{"name":"g","file":"/etc/r.yml","interval":30,"rules":[{"state":"firing","name":"Burn","query":"a > 1","duration":120,"labels":{"severity":"page"},"annotations":{"summary":"x"},"alerts":[{"labels":{"a":"b"},"state":"firing","activeAt":"2026-01-05T00:00:00Z","value":"1e+00"}],"health":"ok","lastError":"","type":"alerting"},{"name":"a:b","query":"sum(a)","labels":{},"health":"err","lastError":"many-to-many","type":"recording"}]}]}}""",
        """{"status":"success","data":["__name__","job","service"]}""",
        """{"status":"success","data":{"version":"2.42.0","storageRetention":"15d"}}""",
    ];

    private static readonly int[] _statuses = [400, 401, 404, 422, 429, 500, 503];

    public override string Name => "response";

    public override InputShape Shape => InputShape.Json;

    public override IEnumerable<string> Seeds() => _answers;

    public override bool Run(FuzzInput input)
    {
        var bytes = Encoding.UTF8.GetBytes(input.Text);
        input.TryDo(
            () => new ServerDocument(bytes, "application/json", Errors(), new SecretRedactor([])).Text("data", "version") ?? "",
            out _
        );
        using (var answer = new HttpResponseMessage((HttpStatusCode)_statuses[bytes.Length % _statuses.Length]))
            FuzzInput.CheckMessage(input.Do(() => Errors().Create(answer, bytes)).Message);
        if (!input.TryDo(() => Read(bytes, int.MaxValue), out var whole))
            return false;
        if (bytes.Length < 20_000)
            FuzzInput.Must(input.Do(() => Read(bytes, Piece)) == whole, "In pieces an answer says something else");
        return true;
    }

    private static string Read(byte[] answer, int piece)
    {
        var sink = new Sink();
        foreach (var note in new ResponseReader(sink, Errors(), "application/json").Read(answer, piece))
            sink.Text.Append(note);
        return sink.Text.ToString();
    }

    private static ErrorResponse Errors() => new("http://x", new SecretRedactor([]));

    private sealed class Sink : IRuleSink
    {
        public StringBuilder Text { get; } = new();

        public void Add(LoadedRule rule) =>
            Text.Append(rule.Name)
                .Append(rule.Query)
                .Append(rule.For)
                .Append(rule.IsFailing)
                .Append(rule.Group.Name)
                .Append(rule.LastError);

        public void Add(SampleSeries series)
        {
            foreach (var label in series.Labels.OrderBy(l => l.Key, StringComparer.Ordinal))
                Text.Append(label.Key).Append('=').Append(label.Value).Append(',');
            foreach (var (time, value) in series.Times.ToArray().Zip(series.Values.ToArray()))
                Text.Append(CultureInfo.InvariantCulture, $"{time:R} {value:R};");
        }
    }
}
