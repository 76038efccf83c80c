using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Reads an answer in pieces, through a buffer that only one token has to fit into.</summary>
internal sealed class ResponseReader
{
    private const int BufferBytes = 64 * 1024;
    private const int LongestToken = 4 * 1024 * 1024;

    // Far more than is quoted: a secret is found whole, and taken out, before anything is cut.
    private const int StartBytes = 16 * 1024;

    private readonly QueryResponseParser _machine;
    private readonly ErrorResponse _errors;
    private readonly string? _contentType;
    private byte[] _start = [];

    public ResponseReader(ISeriesSink sink, ErrorResponse errors, string? contentType)
    {
        _machine = new QueryResponseParser(sink);
        _errors = errors;
        _contentType = contentType;
    }

    /// <summary>Reads the whole answer.</summary>
    /// <returns>Warnings and infos of the server.</returns>
    /// <exception cref="PrometheusException">The answer is an error, or none of the API.</exception>
    /// <exception cref="TransientException">The answer ends too early.</exception>
    public async Task<IReadOnlyList<ServerNote>> ReadAsync(LimitedResponseBody body, CancellationToken token)
    {
        var buffer = new byte[BufferBytes];
        var state = default(JsonReaderState);
        var filled = 0;
        for (var ended = false; !ended; )
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length < LongestToken ? buffer.Length * 2 : throw Malformed("a text in it is too long"));
            var read = await body.ReadAsync(buffer, filled, token).ConfigureAwait(false);
            ended = read == 0;
            filled += read;
            if (_start.Length < StartBytes && filled <= BufferBytes)
                KeepStart(buffer.AsSpan(0, Math.Min(filled, StartBytes)));
            var used = Parse(buffer.AsSpan(0, filled), ended, ref state);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
        }

        return Result();
    }

    /// <summary>Reads an answer that is in memory.</summary>
    internal IReadOnlyList<ServerNote> Read(ReadOnlySpan<byte> answer, int piece = int.MaxValue)
    {
        var state = default(JsonReaderState);
        var from = 0;
        KeepStart(answer.Slice(0, Math.Min(answer.Length, StartBytes)));
        for (var to = Math.Min(piece, answer.Length); ; to = (int)Math.Min((long)to + piece, answer.Length))
        {
            from += Parse(answer.Slice(from, to - from), to == answer.Length, ref state);
            if (to == answer.Length)
                return Result();
        }
    }

    private int Parse(ReadOnlySpan<byte> piece, bool isLast, ref JsonReaderState state)
    {
        try
        {
            var reader = new Utf8JsonReader(piece, isLast, state);
            while (reader.Read())
                _machine.Process(ref reader);
            state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }
        catch (JsonException) when (isLast && !_machine.IsDone && LooksLikeJson())
        {
            throw new TransientException(Malformed("it ends too early, or is not JSON"));
        }
        catch (JsonException)
        {
            throw Malformed(IsPage() ? "it is a page of HTML" : "it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // A text that is not UTF-8.
            throw Malformed("it has a text that is not UTF-8");
        }
        catch (MalformedResponseException e)
        {
            throw Malformed(e.Message);
        }
    }

    private List<ServerNote> Result()
    {
        if (!_machine.IsDone)
            throw new TransientException(Malformed("it ends too early"));
        if (_machine.Status == "error")
            throw _errors.Create(_machine.ErrorType, _machine.Error);
        if (_machine.Status != "success")
            throw Malformed("it has no status of success or error");
        if (!_machine.HasResult)
            throw Malformed("it has no result");
        return _machine.Notes;
    }

    private void KeepStart(ReadOnlySpan<byte> start) => _start = start.ToArray();

    private bool LooksLikeJson()
    {
        foreach (var b in _start)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return b == (byte)'{';
        }

        return true;
    }

    private bool IsPage()
    {
        foreach (var b in _start)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF))
                return b == (byte)'<';
        }

        return false;
    }

    private PrometheusException Malformed(string why) => _errors.Malformed(_contentType, _start, why);
}
