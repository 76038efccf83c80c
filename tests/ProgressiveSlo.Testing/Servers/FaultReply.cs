using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>The server's side of a connection.</summary>
public sealed class FaultReply(TcpClient client, Stream stream, CancellationToken stop)
{
    public const string Json = "application/json";

    /// <summary>An answer with one sample of value 1.</summary>
    public const string One =
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"service":"api"},"value":[1767225600,"1"]}]}}""";

    public CancellationToken Stop => stop;

    public Task SendAsync(int status, string body, string? type = Json, params string[] headers) =>
        SendAsync(status, Encoding.UTF8.GetBytes(body), type, headers);

    public async Task SendAsync(int status, byte[] body, string? type, params string[] headers)
    {
        await HeadAsync(status, type, [.. headers, "Content-Length: " + body.Length.ToString(CultureInfo.InvariantCulture)]);
        await WriteAsync(body);
    }

    public Task HeadAsync(int status, string? type, params string[] headers) =>
        WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {status} Any\r\nConnection: close\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}"
                        + $"{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"
                )
            )
        );

    public Task GzipAsync(string body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        return SendAsync(200, packed.ToArray(), Json, "Content-Encoding: gzip");
    }

    public async Task ChunkedAsync(string body, int size)
    {
        await HeadAsync(200, Json, "Transfer-Encoding: chunked");
        foreach (var chunk in Encoding.UTF8.GetBytes(body).Chunk(size))
        {
            await WriteAsync(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            await WriteAsync([.. chunk, (byte)'\r', (byte)'\n']);
        }

        await WriteAsync("0\r\n\r\n"u8.ToArray());
    }

    /// <summary>Half of a body, then a reset.</summary>
    public async Task ResetAsync(string body)
    {
        await HeadAsync(200, Json, "Content-Length: " + body.Length.ToString(CultureInfo.InvariantCulture));
        await WriteAsync(Encoding.UTF8.GetBytes(body[..(body.Length / 2)]));
        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>A byte from time to time, until the other side goes.</summary>
    public async Task TrickleAsync(Action onFirst)
    {
        await HeadAsync(200, Json, "Content-Length: 1000000");
        for (var i = 0; i < 10000; i++)
        {
            await WriteAsync(" "u8.ToArray());
            if (i == 0)
                onFirst();
            await Task.Delay(5, stop);
        }
    }

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }
}
