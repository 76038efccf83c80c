using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>An HTTP server on a free loopback port that answers as a test wants, down to the bytes. One request a connection.</summary>
public sealed class FaultServer : IAsyncDisposable
{
    private const int MostRequests = 500;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<FaultRequest, FaultReply, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<FaultRequest> _requests = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly Task _loop;

    /// <param name="answer">Answers a request; the connection closes when it returns.</param>
    /// <param name="certificate">With one the server speaks TLS.</param>
    public FaultServer(Func<FaultRequest, FaultReply, Task> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _loop = LoopAsync();
    }

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The requests so far, in order.</summary>
    public IReadOnlyList<FaultRequest> Requests => [.. _requests];

    /// <summary>A server whose first answer is the first one given, and so on; the last one stays.</summary>
    public static FaultServer InTurn(params Func<FaultReply, Task>[] answers)
    {
        var count = -1;
        return new FaultServer((_, reply) => answers[Math.Min(Interlocked.Increment(ref count), answers.Length - 1)](reply));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_running);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            for (var i = 0; i < MostRequests; i++)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _running.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over, and the listener has been stopped or disposed of.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await OpenAsync(client);
                var request = await FaultRequest.ReadAsync(stream, _stop.Token);
                _requests.Enqueue(request);
                await _answer(request, new FaultReply(client, stream, _stop.Token));
            }
            catch (Exception e)
                when (e
                        is IOException
                            or OperationCanceledException
                            or SocketException
                            or ObjectDisposedException
                            or AuthenticationException
                )
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();
        var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A request as it came.</summary>
public sealed record FaultRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>A parameter of the form, or of the target's query.</summary>
    public string? Parameter(string name)
    {
        var form =
            Body.Length > 0 ? Body
            : Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..]
            : "";
        return form.Split('&')
            .Where(p => p.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(p => WebUtility.UrlDecode(p[(name.Length + 1)..]))
            .FirstOrDefault();
    }

    public static async Task<FaultRequest> ReadAsync(Stream stream, CancellationToken token)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count >= 4 && bytes[^1] == '\n' && bytes[^2] == '\r' && bytes[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, token) == 0)
                throw new IOException("no request");
            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[
            headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0
        ];
        await stream.ReadExactlyAsync(body, token);
        var first = lines[0].Split(' ');
        return new FaultRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }
}
