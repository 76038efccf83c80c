using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Makes errors of answers that are none of the API's successes.</summary>
internal sealed class ErrorResponse
{
    private const int LongestQuote = 100;

    private readonly string _server;
    private readonly SecretRedactor _secrets;

    public ErrorResponse(string server, SecretRedactor secrets)
    {
        _server = server;
        _secrets = secrets;
    }

    /// <summary>The error of a status outside 2xx.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">The start of its body.</param>
    public PrometheusException Create(HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        var (type, message) = Read(body);
        var words =
            message is not null ? _secrets.Redact(message)
            : body.Length == 0 ? null
            : Quote(body);
        type = type is null ? null : _secrets.Redact(type, LongestQuote);
        var said =
            FormattableString.Invariant($"{_server} answers {status}")
            + (type is null ? "" : $" ({type})")
            + (words is null ? "" : ": " + words.TrimEnd('.'));
        return type is "timeout" or "canceled"
            ? new PrometheusException(
                PrometheusErrorKind.Timeout,
                said,
                "Ask for fewer services or a shorter window at a time, or raise the server's --query.timeout"
            )
            {
                ErrorType = type,
                StatusCode = status,
            }
            : new PrometheusException(Kind(status), said, FixFor(status, message)) { ErrorType = type, StatusCode = status };
    }

    /// <summary>The error of <c>"status": "error"</c> in an answer with status 200.</summary>
    public PrometheusException Create(string? type, string? message)
    {
        type = type is null ? null : _secrets.Redact(type, LongestQuote);
        var kind =
            type is "timeout" or "canceled" ? PrometheusErrorKind.Timeout
            : type is "internal" or "unavailable" ? PrometheusErrorKind.ServerError
            : PrometheusErrorKind.BadRequest;
        var said =
            $"{_server} refuses the query"
            + (type is null ? "" : $" ({type})")
            + ": "
            + _secrets.Redact(message ?? "no reason is given").TrimEnd('.');
        return new PrometheusException(kind, said, FixFor(422, message)) { ErrorType = type, StatusCode = 200 };
    }

    /// <summary>An answer that is not of the API: a page of a proxy, say.</summary>
    /// <param name="contentType">What the answer says it is, or null.</param>
    /// <param name="start">The start of its body.</param>
    /// <param name="why">What is wrong with it.</param>
    public PrometheusException Malformed(string? contentType, byte[] start, string why) =>
        new(
            PrometheusErrorKind.Malformed,
            $"The answer of {_server} is not one of its API: {why}"
                + (contentType is null ? "" : $"; its type is '{_secrets.Redact(contentType, LongestQuote)}'")
                + (start.Length == 0 ? "" : $"; it begins with: {Quote(start)}"),
            "Check the address and its path prefix (Mimir has /prometheus), and whether a proxy or a page to log in stands in between"
        )
        {
            StatusCode = 200,
        };

    private static PrometheusErrorKind Kind(int status) =>
        status switch
        {
            401 or 403 or 407 => PrometheusErrorKind.Unauthorized,
            408 => PrometheusErrorKind.Timeout,
            413 => PrometheusErrorKind.TooLarge,
            429 => PrometheusErrorKind.RateLimited,
            >= 500 => PrometheusErrorKind.ServerError,
            _ => PrometheusErrorKind.BadRequest,
        };

    private static string FixFor(int status, string? message) =>
        status switch
        {
            401 or 407 => "Give a credential or a token that the server accepts",
            403 => "Ask for the right to query, and check the tenant in the header X-Scope-OrgID",
            404 when message is null => "Check the address and its path prefix: Mimir has /prometheus, a proxy often has one of its own",
            429 => "Wait a while, or ask for fewer services at a time",
            503 or 502 or 504 => "Wait until the server is well again, and look into its log",
            >= 500 => "Look into the server's log",
            _ => "Correct the query, or ask for fewer services or a shorter window at a time",
        };

    private static (string? Type, string? Message) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? (Text(root, "errorType"), Text(root, "error") ?? Text(root, "message"))
                : (null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: an escape stands for half of a character.
            return (null, null);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string Quote(byte[] start) => _secrets.Redact(Encoding.UTF8.GetString(start), LongestQuote);
}

/// <summary>Says in our own words what went wrong below HTTP.</summary>
internal static class TransportFailure
{
    /// <summary>Whether the handshake failed: the certificate is not trusted, or the other side speaks no TLS.</summary>
    public static bool IsUntrusted(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is AuthenticationException)
                return true;
        }

        return false;
    }

    public static string Describe(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => "the connection is refused",
                        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host's name is not known",
                        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "the connection is reset",
                        SocketError.TimedOut => "the connection times out",
                        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to the host",
                        var code => "the connection fails with " + code.ToString(),
                    };
                case EndOfStreamException:
                    return "the connection ends too early";
            }
        }

        return failure is IOException or ObjectDisposedException ? "the connection ends too early" : "the connection fails";
    }
}
