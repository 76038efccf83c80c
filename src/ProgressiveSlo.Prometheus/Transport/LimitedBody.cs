using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>The body of an answer, read in pieces and no further than allowed.</summary>
internal sealed class LimitedBody
{
    private readonly Stream _stream;
    private readonly string _server;
    private readonly long _most;
    private long _count;

    public LimitedBody(Stream stream, string server, long most)
    {
        _stream = stream;
        _server = server;
        _most = most;
    }

    /// <summary>Reads a piece; 0 at the end.</summary>
    public async Task<int> ReadAsync(byte[] buffer, int offset, CancellationToken token)
    {
        var read = await _stream.ReadAsync(buffer, offset, buffer.Length - offset, token).ConfigureAwait(false);
        _count += read;
        return _count <= _most ? read : throw TooLarge(_server, _most);
    }

    public static PrometheusException TooLarge(string server, long most) => new(
        PrometheusErrorKind.TooLarge,
        FormattableString.Invariant($"The answer of {server} is larger than {most} bytes"),
        "Ask for fewer services or a shorter window at a time");
}
