using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>A small document that a server gave.</summary>
internal sealed class ServerDocument
{
    // Far more than is quoted: a secret is found whole, and taken out, before anything is cut.
    private const int StartBytes = 16 * 1024;
    private const int LongestText = 200;

    private readonly byte[] _body;
    private readonly string? _type;
    private readonly ErrorResponse _errors;
    private readonly SecretRedactor _secrets;

    public ServerDocument(byte[] body, string? type, ErrorResponse errors, SecretRedactor secrets)
    {
        _body = body;
        _type = type;
        _errors = errors;
        _secrets = secrets;
    }

    /// <summary>Whether it is a page for people, such as one to log in.</summary>
    public bool IsPage =>
        _body.SkipWhile(b => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF).FirstOrDefault()
        == (byte)'<';

    /// <summary>A text in it, on one printable line and without secrets; null when it is not there, or is none.</summary>
    /// <param name="path">Names of members, from the outermost.</param>
    /// <exception cref="PrometheusException">The document is not JSON object.</exception>
    public string? Text(params string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(_body);
            var element = document.RootElement;
            if (element.ValueKind != JsonValueKind.Object)
                throw Malformed("it is not an object");
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ValueKind == JsonValueKind.String ? _secrets.Redact(element.GetString()!, LongestText) : null;
        }
        catch (JsonException)
        {
            throw Malformed(IsPage ? "it is a page of HTML" : "it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // An escape may stand for half of a character.
            throw Malformed("it has a text that is not Unicode");
        }
    }

    private PrometheusException Malformed(string why) =>
        _errors.Malformed(_type, _body.AsSpan(0, Math.Min(_body.Length, StartBytes)).ToArray(), why);
}

/// <summary>The body of an answer, read in pieces and no further than allowed.</summary>
internal sealed class LimitedResponseBody
{
    private readonly Stream _stream;
    private readonly string _server;
    private readonly long _most;
    private long _count;

    public LimitedResponseBody(Stream stream, string server, long most)
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

    public static PrometheusException TooLarge(string server, long most) =>
        new(
            PrometheusErrorKind.TooLarge,
            FormattableString.Invariant($"The answer of {server} is larger than {most} bytes"),
            "Ask for fewer services or a shorter window at a time"
        );
}
