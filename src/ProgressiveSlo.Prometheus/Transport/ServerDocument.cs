using System;
using System.Linq;
using System.Text.Json;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>A small document that a server gave.</summary>
internal sealed class ServerDocument
{
    private const int StartBytes = 400;
    private const int LongestText = 200;

    private readonly byte[] _body;
    private readonly string? _type;
    private readonly ErrorAnswer _errors;
    private readonly SecretText _secrets;

    public ServerDocument(byte[] body, string? type, ErrorAnswer errors, SecretText secrets)
    {
        _body = body;
        _type = type;
        _errors = errors;
        _secrets = secrets;
    }

    /// <summary>Whether it is a page for people, such as one to log in.</summary>
    public bool IsPage => _body.SkipWhile(b => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF).FirstOrDefault() == (byte)'<';

    /// <summary>A text in it, on one printable line and without secrets; null when it is not there, or is none.</summary>
    /// <param name="path">Names of members, from the outermost.</param>
    /// <exception cref="PrometheusException">The document is no JSON object.</exception>
    public string? Text(params string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(_body);
            var element = document.RootElement;
            if (element.ValueKind != JsonValueKind.Object)
                throw Malformed("it is no object");
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ValueKind == JsonValueKind.String ? _secrets.Clean(element.GetString()!, LongestText) : null;
        }
        catch (JsonException)
        {
            throw Malformed(IsPage ? "it is a page of HTML" : "it is no JSON");
        }
    }

    private PrometheusException Malformed(string why) => _errors.Malformed(_type, _body.AsSpan(0, Math.Min(_body.Length, StartBytes)).ToArray(), why);
}
